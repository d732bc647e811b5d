#!/usr/bin/env python3
"""Laws 5 and 8 together with sanitizers: threads count as they do without, and the sanitizer, which sees the
counters and records that are put in, finds nothing wrong with them."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import start  # noqa: E402
from programs import BuildError, run  # noqa: E402

SANITIZERS = ("thread", "address,undefined")


def counts(report):
    """Not the bytes: malloc(0) is one byte under AddressSanitizer."""
    return {
        (function["name"], row["line"]): (row["occurrences"], row["allocs"], row["frees"])
        for function in report["functions"]
        for row in function["lines"]
        if function["name"] in ("work", "leaf", "recurse")
    }


def available(test, cc, option):
    source = test.folder / "try.c"
    source.write_text("int main(void) { return 0; }\n")
    return run([cc, option, source, "-o", test.folder / "try"]).returncode == 0 and not run([test.folder / "try"]).returncode


def main(test):
    made = test.profiled("threads", "-O1")
    expected = {}
    for threads in (1, 5):
        _, report = test.run(made, str(threads))
        expected[threads] = counts(report)
    clang = [cc for cc in test.memcc.compilers() if cc.startswith("clang")]
    for cc in [test.cc] + clang[: None if test.options.long else 1]:
        for sanitizer in SANITIZERS:
            option = f"-fsanitize={sanitizer}"
            if not available(test, cc, option):
                print(f"{cc} {option}: not on this machine")
                continue
            made = test.profiled("threads", "-O1", option, cc=cc)
            for threads in expected:
                done, report = test.run(made, str(threads))
                where = f"{cc} {option}, {threads} threads"
                test.check(done.returncode == 0 and not done.stderr, f"{where}: exit {done.returncode}: {done.stderr[:2000]}")
                got = counts(report)
                wrong = {key: (value, got.get(key)) for key, value in expected[threads].items() if got.get(key) != value}
                test.check(not wrong, f"{where}: expected and got {wrong}")
                test.obeys(report, where, recursive=("recurse",))
    test.check(len(expected[5]) > 10, f"only {len(expected[5])} rows")


start(__doc__, main)
