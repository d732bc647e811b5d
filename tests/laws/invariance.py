#!/usr/bin/env python3
"""Law 3: Occurrences, Increment and every other column are the same at each level, with and without
-g, -fPIC, -flto, in both modes, and from each compiler."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import canonical, differences, start  # noqa: E402

QUICK = [["-O1"], ["-O2"], ["-O3"], ["-Os"], ["-Og"], ["-O2", "-fmemprof-mode=calls"]]
LONG = [["-Ofast"], ["-O3", "-march=native"], ["-O0", "-fmemprof-mode=calls"], ["-O3", "-fmemprof-mode=calls"]]
LONG += [[level, more] for level in ("-O0", "-O2") for more in ("-g", "-fPIC", "-flto", "-fpie", "-fno-inline")]
LONG += [["-O2", "-fexceptions"], ["-O2", "-fno-omit-frame-pointer"], ["-O2", "-static"]]


def main(test):
    made = test.profiled("mix", "-O0")
    first, report = test.run(made, "5")
    base = canonical(report)
    test.check(len(base) > 100, f"mix -O0 has {len(base)} rows only")
    native = test.folder / test.native("mix", "-O2").name
    expected = __import__("programs").run([native, "5"]).stdout
    test.check(first.stdout == expected, "mix -O0 prints other than natively")
    ways = [(flags, None) for flags in QUICK + (LONG if test.options.long else [])]
    ways += [([level], cc) for cc in test.memcc.compilers() if cc != test.cc for level in ("-O0", "-O2")]
    for flags, cc in ways:
        where = f"{cc or test.cc} {' '.join(flags)}"
        done, report = test.run(test.profiled("mix", *flags, cc=cc), "5")
        test.check(done.stdout == expected, f"{where}: prints other than natively")
        got = canonical(report)
        test.check(got == base, f"{where} against {test.cc} -O0: {differences(base, got)}")


start(__doc__, main)
