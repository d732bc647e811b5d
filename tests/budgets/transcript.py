#!/usr/bin/env python3
"""Runs the consoles of a Markdown page and compares what they print with what the page says.

Blocks of a page:
  ```c demo.c       written to that file (any language, any name), in the order of the page
  ```console        a transcript: "$ COMMAND" lines (bash; memcc, memc++ and memprof are ours; a
                    line that ends with a backslash goes on), then what is printed on both streams,
                    and "[status N]" if it does not end with 0

Everything happens in one empty folder. A command that begins with "./" leaves run.memprof there, and
what an earlier one left is gone. --refresh writes the page
anew: look at the difference before you commit it. So a page of documentation cannot lie.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def run(command, work, environment):
    if command.startswith("./"):
        (work / "run.memprof").unlink(missing_ok=True)
    done = subprocess.run(["bash", "-c", command], cwd=work, env=environment, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    text = done.stdout.decode(errors="backslashreplace")
    if text and not text.endswith("\n"):
        text += "[no newline]\n"
    return text + (f"[status {done.returncode}]\n" if done.returncode else "")


def play(page, work, environment):
    """The page as it would have to be, and how many commands it has."""
    count = 0

    def block(match):
        nonlocal count
        language, name, body = match.groups()
        if name:
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(body)
            return match[0]
        if language != "console":
            return match[0]
        found = ""
        for command in re.findall(r"^\$ ((?:.*\\\n)*.*\n)", body, re.M):
            found += f"$ {command}" + run(command, work, environment)
            count += 1
        return f"```console\n{found}```"

    return BLOCK.sub(block, page), count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--refresh", action="store_true")
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    environment = {"PATH": f"{arguments.build.resolve()}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                   "MEMCC_OPTIONS": "file=run.memprof:quiet=1", "HOME": "/nonexistent"}
    failures, skipped = 0, False
    for page in arguments.pages:
        work = (arguments.work / page.stem).resolve()
        shutil.rmtree(work, ignore_errors=True)
        # The root of reports is the folder with .git: this one, not that of the build.
        (work / ".git").mkdir(parents=True)
        expected = page.read_text()
        missing = [cc for cc in re.findall(r"^\$ MEMCC_CC=(\S+)", expected, re.M)
                   if not (arguments.build / "lib" / "memcc" / cc).is_dir()]
        if missing:
            print(f"{page}: skipped: no plugin for {missing[0]} is built here")
            skipped = True
            continue
        found, commands = play(expected, work, environment)
        if commands == 0:
            failures += 1
            print(f"{page}: no command in it")
        elif arguments.refresh:
            page.write_text(found)
        elif found != expected:
            failures += 1
            (work / "found.md").write_text(found)
            subprocess.run(["diff", "-u", page, work / "found.md"])
    return 1 if failures else 77 if skipped else 0


sys.exit(main())
