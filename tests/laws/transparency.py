#!/usr/bin/env python3
"""Law 8: with everything profiled a program prints what it printed before and exits as before, and what a
guest could disturb (descriptors, signals, errno, the allocator's promises) is undisturbed."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import start  # noqa: E402
from programs import run  # noqa: E402


def same(test, native, done, where):
    test.check(done.returncode == native.returncode, f"{where}: exit {done.returncode}, natively {native.returncode}")
    test.check(done.stdout == native.stdout, f"{where}: prints\n{done.stdout}natively\n{native.stdout}")
    test.check(done.stderr == native.stderr, f"{where}: says on stderr “{done.stderr}”, natively “{native.stderr}”")


def main(test):
    for program, arguments in (("manners", ["x"]), ("mix", ["4"]), ("threads", ["3"])):
        native = run([test.native(program, "-O0"), *arguments], cwd=test.folder)
        for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
            done, report = test.run(test.profiled(program, *flags), *arguments)
            where = f"{program} {' '.join(flags)}"
            same(test, native, done, where)
            test.check(any(f["calls"] for f in report["functions"]), f"{where}: nothing was profiled")


start(__doc__, main)
