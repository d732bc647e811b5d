#!/usr/bin/env python3
"""Keeping the first calls of each function apart (MEMCC_OPTIONS=first_calls) changes no figure of a
report: recursion, jumps, exceptions, forks, threads, ways out, a library that is opened again, and
profiles that are merged."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from checking import check, verdict  # noqa: E402

STATEMENTS = pathlib.Path(__file__).resolve().parents[1] / "statements"
PROGRAMS = """abort_keeps_the_figures computed_goto_counts_right deep_recursion_keeps_every_record
every_return_counts_for_itself exit_in_a_callee_closes_open_lines jumps_out_of_statement_expressions
fork_child_does_not_touch_its_parents_figures longjmp_between_frames_of_one_function
longjmp_closes_the_lines_it_leaves mutual_recursion_never_counts_a_byte_twice
nested_function_may_jump_out peak_sees_into_callees mem_usage_without_a_call_is_inherited
realloc_is_a_free_and_an_allocation""".split()

MORE = {
    "threads.c": """#include <pthread.h>
#include <stdlib.h>
static void step(int depth)
{
	free(malloc(10));
	if (depth)
		step(depth - 1);
}
static void *work(void *unused)
{
	for (int i = 0; i < 5; i++)
		step(3);
	return unused;
}
int main(void)
{
	pthread_t thread[3];
	for (int i = 0; i < 3; i++) {
		pthread_create(&thread[i], NULL, work, NULL);
		pthread_join(thread[i], NULL);
	}
	return 0;
}
""",
    "throws.cc": """#include <stdexcept>
#include <string>
static int parse(const std::string &text)
{
	std::string copy = text + " and so much that it goes to the heap";
	if (text.empty())
		throw std::runtime_error(copy);
	return (int)copy.size();
}
int main()
{
	int sum = 0;
	for (int i = 0; i < 6; i++)
		try {
			sum += parse(i % 2 ? "x" : "");
		} catch (const std::exception &error) {
			sum++;
		}
	return sum == 0;
}
""",
    "opens.c": """#include <dlfcn.h>
int main(void)
{
	for (int i = 0; i < 4; i++) {
		void *object = dlopen("./object.so", RTLD_NOW);
		int (*call)(int) = (int (*)(int))dlsym(object, "call");
		call(i);
		call(i);
		dlclose(object);
	}
	return 0;
}
""",
    "object.c": """#include <stdlib.h>
int call(int n)
{
	char *kept = malloc(100);
	free(malloc((size_t)n));
	return kept == 0;
}
""",
}


class Runs:
    def __init__(self, build, work):
        self.build, self.work = build.resolve(), work.resolve()

    def compile(self, source, name, *flags):
        compiler = "memc++" if str(source).endswith(".cc") else "memcc"
        subprocess.run([self.build / "bin" / compiler, "-w", "-O1", "-fmemprof=all", "-fmemprof-mode=calls",
                        "-pthread", source, "-o", name, *flags], cwd=self.work, check=True)

    def report(self, *profiles):
        done = subprocess.run([self.build / "bin/memprof", "report", "--csv", *profiles], cwd=self.work,
                              capture_output=True, text=True, check=True)
        return done.stdout

    def figures(self, program, first_calls):
        """Of all its processes, and of them merged."""
        folder = self.work / f"{program}.{first_calls}"
        folder.mkdir()
        subprocess.run([self.work / program], cwd=self.work, stdout=subprocess.DEVNULL, env=dict(
            os.environ, MEMCC_OPTIONS=f"file={folder}/%p:quiet=1:first_calls={first_calls}"))
        profiles = sorted(folder.iterdir(), key=lambda file: int(file.name))
        check(profiles, f"{program}: no profile")
        for profile in profiles:
            laws = subprocess.run([self.build / "bin/memprof", "report", "--verify", profile], capture_output=True)
            check(laws.returncode == 0, f"{program} {first_calls}: {laws.stdout}")
        subprocess.run([self.build / "bin/memprof", "merge", *profiles, "-o", folder / "merged"],
                       check=True, stdout=subprocess.DEVNULL)
        return [self.report(profile) for profile in [*profiles, folder / "merged"]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    o = parser.parse_args()
    shutil.rmtree(o.work, ignore_errors=True)
    o.work.mkdir(parents=True)
    runs = Runs(o.build, o.work)
    for name, text in MORE.items():
        (runs.work / name).write_text(text)
    runs.compile("object.c", "object.so", "-shared", "-fPIC")
    for source in [*(STATEMENTS / f"{name}.c" for name in PROGRAMS),
                   *(runs.work / name for name in MORE if name != "object.c")]:
        runs.compile(source, source.stem)
        usual = runs.figures(source.stem, 0)
        for first_calls in 1, 3:
            kept = runs.figures(source.stem, first_calls)
            check(kept == usual, f"{source.stem}: first_calls={first_calls} changes figures")
    print(f"{len(PROGRAMS) + len(MORE) - 1} programs")


main()
verdict()
