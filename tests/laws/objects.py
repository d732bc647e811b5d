#!/usr/bin/env python3
"""Profiled shared objects in programs that are not: what can be followed is counted right, and where it cannot
one line says so, once, and how to do better."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import os  # noqa: E402

from lawtest import PROGRAMS, start  # noqa: E402
from programs import BuildError, run  # noqa: E402

TIMES = 20


def line_of(text):
    with open(PROGRAMS / "object.c", encoding="utf-8") as lines:
        return next(number for number, line in enumerate(lines, 1) if text in line)


def made(report):
    """The figures of the library's line that allocates; None if it is not there."""
    rows = [row for f in report["functions"] for row in f["lines"] if f["name"] == "make" and row["line"] == line_of("malloc(n)")]
    return {key: rows[0][key] for key in ("occurrences", "allocs", "allocated", "frees", "retained")} if rows else None


def run_case(test, case, words, said, files, figures):
    folder = test.folder / "run"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.memprof*"):
        old.unlink()
    env = dict(os.environ, MEMCC_OPTIONS=f"file={folder}/p.memprof")
    done = run(words, cwd=test.folder, env=env, timeout=60)
    test.check(done.returncode == 3 and done.stdout == f"{TIMES}\n", f"{case}: exit {done.returncode}, prints {done.stdout!r}")
    lines = [line for line in done.stderr.splitlines() if "profile in" not in line]
    test.check(len(lines) == (1 if said else 0) and all(said in line for line in lines), f"{case}: says {lines}, expected “{said}”")
    profiles = sorted(folder.glob("*.memprof*"))
    test.check(len(profiles) == files, f"{case}: {len(profiles)} profiles, expected {files}")
    found = [figures_ for figures_ in (made(test.memcc.json(profile)) for profile in profiles) if figures_]
    test.check(found == [figures], f"{case}: {found}, expected {figures}")
    for profile in profiles:
        test.verify(profile, case)


def main(test):
    def build(*words):
        done = run([*words, "-w", "-O2"], cwd=test.folder)
        if done.returncode:
            raise BuildError(f"{' '.join(map(str, words))}: {done.stderr}")

    ours = [*test.memcc.compiler(test.cc), "-fmemprof=all"]
    build(*ours, "-shared", "-fPIC", PROGRAMS / "object.c", "-o", "object.so")
    build(*ours, PROGRAMS / "opens.c", "-o", "profiled")
    build(test.cc, PROGRAMS / "opens.c", "-o", "plain", "-ldl")
    all_of_it = dict(occurrences=TIMES, allocs=TIMES, allocated=10 * TIMES, frees=0, retained=0)
    counts_only = dict(occurrences=TIMES, allocs=0, allocated=0, frees=0, retained=0)
    half = dict(all_of_it, retained=5 * TIMES)  # every other block is freed by the program
    plain, profiled, execute = ["./plain"], ["./profiled"], [test.memcc.memprof, "exec", "--"]
    run_case(test, "profiled", profiled, "", 1, all_of_it)
    run_case(test, "profiled, deep", [*profiled, "deep"], "RTLD_DEEPBIND", 2, half)
    run_case(test, "plain", plain, "LD_PRELOAD", 1, counts_only)
    run_case(test, "plain, deep", [*plain, "deep"], "LD_PRELOAD", 1, half)
    run_case(test, "memprof exec", [*execute, *plain], "", 1, all_of_it)
    run_case(test, "memprof exec, deep", [*execute, *plain, "deep"], "", 1, all_of_it)


start(__doc__, main)
