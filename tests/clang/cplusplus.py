#!/usr/bin/env python3
"""C++: the programs of this folder say on their own lines what their profile must be (support/expect.py);
at -O0, at -O2 and with a call at every boundary."""

import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import expect  # noqa: E402
from lawtest import start  # noqa: E402
from programs import run  # noqa: E402

WAYS = [["-O0"], ["-O2"], ["-O2", "-fPIC"], ["-O1", "-fmemprof-mode=calls"]]


def main(test):
    compiler = [test.memcc.memcc.with_name("memc++"), *test.memcc.compiler(test.cc)[1:]]
    for source in sorted(HERE.glob("*.cc")):
        flags = expect.directives(source).get("flags", "").split()
        if test.cc == "clang-14" and "-std=c++20" in flags:
            continue  # its coroutines are not yet those of the standard
        expectations = list(expect.read(source))
        test.check(len(expectations) > 5, f"{source} expects next to nothing")
        for way in WAYS:
            made = test.folder / (source.stem + "".join(way))
            done = run([*compiler, "-fmemprof=all", *way, *flags, source, "-o", made], cwd=test.folder)
            if not test.check(done.returncode == 0, f"{source} {way}: {done.stderr}"):
                continue
            done, report = test.run(made)
            test.check(done.returncode == 0, f"{source} {way}: ends with {done.returncode} {done.stderr}")
            for expectation in expectations:
                wrong = expectation.wrong(report)
                test.check(not wrong, f"{way}: {wrong}")


start(__doc__, main)
