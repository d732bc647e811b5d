#!/usr/bin/env python3
"""Law 8 under valgrind, whose malloc stands behind ours then and whose blocks are just as long as was asked: memcheck
finds no fault, no byte of the program's is touched, and the figures are those of a run without it."""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import start  # noqa: E402
from programs import Unavailable  # noqa: E402


def figures(report):
    """Without what is left: valgrind frees the C library's own blocks at the end."""
    for function in report["functions"]:
        del function["total"]["retained"], function["total"]["frees"], function["total"]["freed"]
        for row in function["lines"]:
            del row["retained"]
    return report["functions"]


def main(test):
    if not shutil.which("valgrind"):
        raise Unavailable("valgrind is not installed")
    for level in ("-O0", "-O2"):
        made = test.profiled("blocks", level)
        _, alone = test.run(made)
        profile = test.folder / "watched.memprof"
        done = test.memcc.run(["valgrind", "-q", "--leak-check=full", "--error-exitcode=9", made], profile, text=True)
        test.check(done.returncode == 0 and not done.stderr, f"{level}: exit {done.returncode} {done.stderr[:2000]}")
        test.check(done.stdout == "0 damaged\n", f"{level}: said {done.stdout}")
        watched = test.memcc.json(profile)
        test.check(figures(alone) == figures(watched), f"{level}: other figures under valgrind")
        test.verify(profile, level)


start(__doc__, main)
