#!/usr/bin/env python3
"""Runs the commands of a .case file and compares what they print.

A case is a transcript: lines that start with "$ " are commands, what follows is what they print
(both streams), and "[status N]" if they do not end with 0. NAME.memprof in a command is made by
make_profile. SOURCES stands for the sources beside the cases. --refresh writes the transcript
anew: look at the difference before you commit it.
"""
import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent


def run(command, arguments):
    words = shlex.split(command.replace("SOURCES", str(here / "sources")))
    for word in words:
        match = re.fullmatch(r"(\w+)\.memprof", word)
        if match and not os.path.exists(word):
            made = subprocess.run([arguments.make, match[1], word], capture_output=True)
            if made.returncode and os.path.exists(word):
                os.unlink(word)
    words[0] = {"memprof": arguments.memprof}.get(words[0], words[0])
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, env=environment, timeout=60)
    text = done.stdout.decode(errors="backslashreplace").replace(str(here / "sources"), "SOURCES")
    if text and not text.endswith("\n"):
        text += "[no newline]\n"
    if done.returncode:
        text += f"[status {done.returncode}]\n"
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--memprof", required=True)
    parser.add_argument("--make", required=True)
    parser.add_argument("--work", required=True, help="absolute")
    parser.add_argument("--refresh", action="store_true")
    parser.add_argument("cases", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    failures = 0
    for case in [case.resolve() for case in arguments.cases]:
        work = pathlib.Path(arguments.work).resolve() / case.stem
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        os.chdir(work)
        expected = case.read_text()
        found = "".join(f"$ {command}\n{run(command, arguments)}"
                        for command in re.findall(r"^\$ (.*)$", expected, re.M))
        if arguments.refresh:
            case.write_text(found)
        elif found != expected:
            failures += 1
            (work / "found").write_text(found)
            subprocess.run(["diff", "-u", case, work / "found"])
    return 1 if failures else 0


sys.exit(main())
