#!/usr/bin/env python3
"""However Clang is made to go from source to program, the profile is the same: in one process or several
(-save-temps), by way of preprocessed text, assembly or bitcode, with LTO, beside coverage and sanitizers,
with the header's functions out of a precompiled header."""

import shutil
import sys
import pathlib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import canonical, differences, start  # noqa: E402
from programs import run  # noqa: E402

HEADER = """
#include <stdlib.h>
static inline int *numbers(int n)
{
\tint *p = malloc(n * sizeof *p);
\tfor (int i = 0; i < n; i++)
\t\tp[i] = i;
\treturn p;
}
"""
PROGRAM = """
#include "numbers.h"
int main(void)
{
\tint sum = 0;
\tfor (int n = 1; n < 20; n++) {
\t\tint *p = numbers(n);
\t\tsum += p[n / 2];
\t\twhile (sum > 50)
\t\t\tsum -= 7;
\t\tif (n % 3)
\t\t\tfree(p);
\t}
\treturn sum & 1;
}
"""

# Each way: commands one behind the other; {cc} compiles, {lld} is the linker of the same major.
WAYS = {
    "save-temps": ["{cc} -O2 -save-temps program.c -o program"],
    "save-temps=obj": ["{cc} -O2 -save-temps=obj -c program.c -o program.o", "{cc} program.o -o program"],
    "preprocessed": ["{cc} -E program.c -o text.i", "{cc} -O1 text.i -o program"],
    "assembly": ["{cc} -O1 -S program.c -o program.s", "{cc} program.s -o program"],
    "another assembler": ["{cc} -O1 -fno-integrated-as program.c -o program"],
    "bitcode": ["{cc} -O2 -emit-llvm -c program.c -o program.bc", "{cc} -O2 program.bc -o program"],
    "position-independent": ["{cc} -O2 -fPIC program.c -o program"],
    "not position-independent": ["{cc} -O2 -fno-pie -no-pie program.c -o program"],
    "debug information": ["{cc} -O2 -g program.c -o program"],
    "static": ["{cc} -O2 -static program.c -o program"],
    "LTO": ["{cc} -O2 -flto -fuse-ld={lld} program.c -o program"],
    "thin LTO": ["{cc} -O2 -flto=thin -fuse-ld={lld} program.c -o program"],
    "UBSan": ["{cc} -O1 -fsanitize=undefined program.c -o program"],
    "ASan and UBSan": ["{cc} -O1 -fsanitize=address,undefined program.c -o program"],
    "ASan": ["{cc} -O0 -fsanitize=address program.c -o program"],
    "TSan": ["{cc} -O2 -fsanitize=thread program.c -o program"],
    "MSan": ["{cc} -O1 -fsanitize=memory program.c -o program"],
    "precompiled header": [
        "{cc} -O1 -x c-header numbers.h -o numbers.pch",
        "{cc} -O1 -include-pch numbers.pch -include numbers.h program.c -o program",
    ],
    "calls": ["{cc} -O1 -fmemprof-mode=calls program.c -o program"],
}
# These allocate on their own account when the program starts: only counts can be compared.
COUNTED = {
    "coverage": ["{cc} -O1 -fprofile-instr-generate -fcoverage-mapping program.c -o program"],
    "gcov": ["{cc} -O1 --coverage program.c -o program"],
}


def counts(report):
    rows = [(f["name"], f["line"], f["calls"]) for f in report["functions"]]
    return sorted(rows + [(f["name"], r["line"], r["occurrences"]) for f in report["functions"] for r in f["lines"]])


def follow(test, way, commands):
    folder = test.folder / way.replace(" ", "-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "numbers.h").write_text("#pragma once\n" + HEADER)
    (folder / "program.c").write_text(PROGRAM)
    cc = " ".join(map(str, [*test.memcc.compiler(test.cc), "-fmemprof=all"]))
    for command in commands:
        words = command.format(cc=cc, lld=test.cc.replace("clang", "lld")).split()
        done = run(words, cwd=folder)
        if not test.check(done.returncode == 0, f"{way}: {' '.join(words)}: {done.stderr}"):
            return None
    return test.run(folder / "program")[1]


def main(test):
    plain = follow(test, "plain", ["{cc} -O0 program.c -o program"])
    test.check(plain and len(canonical(plain)) > 10, "the plain way has no profile to compare with")
    for way, commands in WAYS.items():
        if "LTO" in way and not shutil.which(test.cc.replace("clang", "ld.lld")):
            print(f"{way}: no ld.lld of this major")
            continue
        report = follow(test, way, commands)
        if report:
            a, b = canonical(plain), canonical(report)
            test.check(a == b, f"{way}: {differences(a, b)}")
    for way, commands in COUNTED.items():
        report = follow(test, way, commands)
        if report:
            a, b = counts(plain), counts(report)
            test.check(a == b, f"{way}: {differences(a, b)}")


start(__doc__, main)
