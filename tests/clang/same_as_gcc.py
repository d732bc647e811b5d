#!/usr/bin/env python3
"""Law 3 between compilers: random programs have the same profile, line by line and column by column,
whether GCC or Clang built them, at -O0 and above. With --long, 500 of them, each at -O0 and at one other
level."""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "torture")]
import generate  # noqa: E402
from lawtest import canonical, differences, start  # noqa: E402
from programs import Unavailable  # noqa: E402

GCC = "gcc-12"


def profile(test, source, cc, level):
    made = test.profiled(source, level, cc=cc)
    done, report = test.run(made)
    return (done.returncode, done.stdout), canonical(report)


LEVELS = ("-O2", "-O1", "-O3", "-Os", "-Og")


def sizes(seed, long):
    """Many small programs find more than a few large ones, but some shall be large."""
    return (3 + seed % 6, 8 + seed % 17) if long else (8, 30)


def main(test):
    if not shutil.which(GCC):
        raise Unavailable(f"no {GCC} to compare with")
    for seed in range(5000, 5500 if test.options.long else 5004):
        source = test.folder / f"{seed}.c"
        plain, _ = generate.Program(seed, *sizes(seed, test.options.long)).texts()
        source.write_text(plain)
        said, base = profile(test, source, GCC, "-O1")
        test.check(len(base) > 5, f"{source}: {len(base)} rows only")
        failed = test.failures
        for level in ("-O0", LEVELS[seed % 5] if test.options.long else "-O2"):
            also_said, got = profile(test, source, test.cc, level)
            test.check(also_said == said, f"{source} {test.cc} {level}: ends otherwise than from {GCC}")
            test.check(got == base, f"{source} {test.cc} {level} against {GCC} -O1: {differences(base, got)}")
        if failed == test.failures:
            for path in test.folder.glob(f"*{seed}.c*"):
                path.unlink()


start(__doc__, main)
