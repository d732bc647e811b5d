#!/usr/bin/env python3
"""Laws 1 and 2 on a program with everything in it: increments add up per function, allocations, frees and
retained bytes add up to what is live; and memprof's own --verify agrees."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import start  # noqa: E402


def main(test):
    for program in ("mix", "threads"):
        for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
            where = f"{program} {' '.join(flags)}"
            made = test.profiled(program, *flags)
            for arguments in (["1"], ["4"]):
                _, report = test.run(made, *arguments)
                test.obeys(report, where, recursive=("insert", "drop", "depth", "weight", "recurse"))
                test.check(report["functions"] and report["ended"] == "exit", f"{where}: ended {report['ended']}")
                allocated = sum(row["allocated"] for f in report["functions"] for row in f["lines"])
                test.check(allocated > 1000, f"{where}: lines allocated {allocated} bytes only")
                test.verify(f"{made}.memprof", where)


start(__doc__, main)
