#!/usr/bin/env python3
"""What memprof says of real programs: how they ended, several processes added up, a plain program
with an instrumented library. Needs memcc; the figures follow from the programs below."""
import argparse
import glob
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

PROGRAM = r"""
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void *kept;

__attribute__((profile)) static void work(int n)
{
	for (int i = 0; i < n; i++) {
		kept = malloc(10);
		if (i % 2)
			free(kept);
	}
}

int main(int argc, char **argv)
{
	work(atoi(argv[2]));
	if (strcmp(argv[1], "exit") == 0)
		return 7;
	if (strcmp(argv[1], "abort") == 0)
		abort();
	if (strcmp(argv[1], "exec") == 0)
		execl("/bin/true", "true", (char *)0);
	if (strcmp(argv[1], "fork") == 0) {
		for (int i = 0; i < 3; i++)
			if (fork() == 0) {
				work(100);
				_exit(0);
			}
		while (wait(NULL) > 0)
			;
		return 0;
	}
	if (write(1, "ready\n", 6) == 6)
		pause();
	return 0;
}
"""
LIBRARY = r"""
#include <stdlib.h>
__attribute__((profile)) void *made_here(int n)
{
	void *p = malloc(n);
	return p;
}
"""
PLAIN = r"""
#include <stdlib.h>
void *made_here(int n);
int main(void)
{
	free(made_here(100));
	made_here(11);
	return 5;
}
"""

parser = argparse.ArgumentParser()
parser.add_argument("--build", required=True)
parser.add_argument("--work", required=True)
arguments = parser.parse_args()
build = pathlib.Path(arguments.build).resolve()
memcc, memprof = build / "bin/memcc", build / "bin/memprof"
if not memcc.exists():
    print("memcc is not built")
    sys.exit(77)
work = pathlib.Path(arguments.work).resolve()
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
os.chdir(work)
failures = 0


def check(claim, found, expected):
    global failures
    if found != expected:
        failures += 1
        print(f"FAIL: {claim}: found {found!r}, expected {expected!r}")


def run(*command, **options):
    return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=60, **options)


def build_program(*command):
    done = run(memcc, *command)
    if done.returncode:
        print(done.stdout)
        sys.exit(1)


def report(*profiles):
    return json.loads(run(memprof, "report", "--json", *profiles).stdout)


def lines(found, name="work"):
    function = next(f for f in found["functions"] if f["name"] == name)
    return {line["text"].strip(): line for line in function["lines"]}


def fresh():
    for old in glob.glob("*.memprof"):
        os.unlink(old)


def verify(*profiles):
    done = run(memprof, "report", "--verify", *profiles)
    check("laws of " + " ".join(profiles), (done.returncode, done.stdout.count("all laws hold")),
          (0, max(1, len(profiles))))


def text_says(words):
    text = run(memprof, "report").stdout
    check("report says " + words, words in text, True)


def ends():
    for how, status, ended in (("exit", 7, "exit"), ("abort", -6, "abort"), ("exec", 0, "exec")):
        fresh()
        check(how + " status", run("./program", how, 100).returncode, status)
        found = report()
        check(how, found["ended"], ended)
        check(how + " retained", lines(found)["kept = malloc(10);"]["retained"], 500)
        verify()
    fresh()
    run("./program", "exit", 1)
    text_says("exited with status 7")


def start_waiting():
    fresh()
    process = subprocess.Popen(["./program", "wait", "1000"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    process.stdout.readline()
    return process


def running_and_killed():
    process = start_waiting()
    found = report()
    check("running", found["ended"], "running")
    check("running occurrences", lines(found)["free(kept);"]["occurrences"], 500)
    text_says("still running")
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = report()
    check("killed", found["ended"], "killed")
    check("killed occurrences", lines(found)["free(kept);"]["occurrences"], 500)
    check("killed live", found["live_bytes"] >= 5000, True)
    text_says("killed")
    verify()


def children_add_up():
    fresh()
    run("./program", "fork", 100)
    profiles = sorted(glob.glob("*.memprof"))
    check("a profile for each process", len(profiles), 4)
    verify(*profiles)
    done = run(memprof, "merge", *profiles, "-o", "sum")
    check("merge", (done.returncode, done.stdout.split(":")[0]), (0, "sum"))
    found = report("sum")
    check("merged", found["merged"], 4)
    each = report(*profiles)
    for text, line in lines(found).items():
        for column in ("occurrences", "increment", "allocs", "allocated", "frees", "freed",
                       "retained"):
            check(f"sum of {column} of {text}", line[column],
                  sum(lines(one)[text][column] for one in each))
    check("free in all", lines(found)["free(kept);"]["occurrences"], 200)
    verify("sum")


def plain_program_with_library():
    fresh()
    pathlib.Path("library.c").write_text(LIBRARY)
    pathlib.Path("plain.c").write_text(PLAIN)
    build_program("-fmemprof", "-O2", "-fPIC", "-shared", "library.c", "-o", "libmade.so")
    done = run("gcc-12", "plain.c", "-o", "plain", "-L.", "-lmade", "-Wl,-rpath," + str(work),
               "-Wl,--allow-shlib-undefined")
    check("plain program links", (done.returncode, done.stdout), (0, ""))
    check("exec passes the status on",
          run(memprof, "exec", "--file=plain.memprof", "--", "./plain").returncode, 5)
    line = lines(report("plain.memprof"), "made_here")["void *p = malloc(n);"]
    check("library's line", [line[c] for c in ("occurrences", "allocated", "retained")],
          [2, 111, 11])
    verify("plain.memprof")
    check("no such program", run(memprof, "exec", "--", "./absent").returncode, 127)


def sources():
    fresh()
    run("./program", "exit", 1)
    check("source as built", "changed" in run(memprof, "report").stdout, False)
    pathlib.Path("old").mkdir()
    shutil.copy("program.c", "old")
    pathlib.Path("program.c").write_text("/* one line more */\n" + PROGRAM)
    text_says("source changed since the build")
    check("the build's source is preferred",
          "changed" in run(memprof, "report", "--source-dir=old").stdout, False)
    os.unlink("program.c")
    text_says("program.c was not found")
    check("found by its name", "kept = malloc(10);" in
          run(memprof, "report", "--source-dir=old").stdout, True)


pathlib.Path("program.c").write_text(PROGRAM)
build_program("-fmemprof", "-O2", "program.c", "-o", "program")
ends()
running_and_killed()
children_add_up()
plain_program_with_library()
sources()
print(f"{failures} failures")
sys.exit(1 if failures else 0)
