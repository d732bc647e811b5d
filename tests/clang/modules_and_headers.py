#!/usr/bin/env python3
"""C++ functions and templates have the same profile whether they come from a header, a precompiled one, a
header module that Clang makes by itself, or a module of C++20."""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import canonical, differences, start  # noqa: E402
from programs import run  # noqa: E402

# Three lines of one or another head, so that what follows stands on the same lines.
HEADER, MODULE = "#pragma once\n#include <stdlib.h>\n\n", "module;\n#include <stdlib.h>\nexport module numbers;\n"
NUMBERS = """
EXPORT template <class T> T *few(int n)
{
	T *p = (T *)malloc(n * sizeof *p);
	for (int i = 0; i < n; i++)
		p[i] = i;
	return p;
}
EXPORT inline int half(int n)
{
	return n / 2;
}
EXPORT struct keeper {
	int *p;
	keeper(int n)
	{
		p = few<int>(n);
	}
	~keeper()
	{
		free(p);
	}
	int sum(int n);
};
EXPORT int many(int n);
INLINE int many(int n)
{
	int *p = few<int>(n * 100);
	int sum = p[n];
	free(p);
	return sum;
}
INLINE int keeper::sum(int n)
{
	return p[n / 2];
}
"""
PROGRAM = """
int main()
{
	int sum = 0;
	for (int n = 1; n < 9; n++) {
		keeper k(n);
		sum += k.sum(n) + many(n);
		double *d = few<double>(n);
		sum += d[half(n)];
	}
	return sum != 68;
}
"""

# Each way: what stands before the program, and commands one behind the other.
INCLUDE, IMPORT = '#include "numbers.h"', "import numbers;"
WAYS = {
    "precompiled header": (
        INCLUDE,
        ["{cc} -O1 -x c++-header numbers.h -o numbers.pch", "{cc} -O1 -include-pch numbers.pch main.cc -o program"],
    ),
    "header module": (INCLUDE, ["{cc} -O1 -fmodules -fmodules-cache-path=cache main.cc -o program"]),
    "module": (
        IMPORT,
        [
            "{cc} {modules} -O1 --precompile numbers.cppm -o numbers.pcm",
            "{cc} {modules} -O1 -c numbers.pcm -o numbers.o",
            "{cc} {modules} -O1 -fprebuilt-module-path=. -c main.cc -o main.o",
            "{cc} {modules} main.o numbers.o -o program",
        ],
    ),
    "module, optimised": (
        IMPORT,
        [
            "{cc} {modules} -O2 --precompile numbers.cppm -o numbers.pcm",
            "{cc} {modules} -O2 -fPIC -c numbers.pcm -o numbers.o",
            "{cc} {modules} -O2 -fprebuilt-module-path=. main.cc numbers.o -o program",
        ],
    ),
}


WAYS_OF_19 = {
    "module and code in one go": (
        IMPORT,
        [
            "{cc} -O2 -fexperimental-modules-reduced-bmi -fmodule-output -c numbers.cppm -o numbers.o",
            "{cc} -O2 -fprebuilt-module-path=. main.cc numbers.o -o program",
        ],
    ),
}


def follow(test, way, first, commands):
    folder = test.folder / way.replace(" ", "-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    inline = NUMBERS.replace("EXPORT ", "").replace("INLINE", "inline")
    (folder / "numbers.h").write_text(HEADER + inline)
    (folder / "module.modulemap").write_text('module numbers { header "numbers.h" export * }\n')
    (folder / "numbers.cppm").write_text(MODULE + NUMBERS.replace("EXPORT", "export").replace("INLINE ", ""))
    (folder / "main.cc").write_text(first + PROGRAM)
    compiler = [test.memcc.memcc.with_name("memc++"), *test.memcc.compiler(test.cc)[1:], "-fmemprof=all", "-std=c++20"]
    modules = "-fmodules-ts" if test.cc == "clang-14" else ""
    for command in commands:
        words = command.format(cc=" ".join(map(str, compiler)), modules=modules).split()
        done = run(words, cwd=folder)
        if not test.check(done.returncode == 0, f"{way}: {' '.join(words)}: {done.stderr}"):
            return None
    done, report = test.run(folder / "program")
    test.check(done.returncode == 0, f"{way}: ends with {done.returncode} {done.stderr}")
    return [line.replace("numbers.cppm", "numbers.h") for line in canonical(report)]


def main(test):
    plain = follow(test, "header", INCLUDE, ["{cc} -O0 main.cc -o program"])
    test.check(plain and len(plain) > 20, f"the plain way has no profile to compare with: {plain}")
    ways = {**WAYS, **WAYS_OF_19} if test.cc == "clang-19" else WAYS
    for way, (first, commands) in ways.items():
        other = follow(test, way, first, commands)
        if other:
            test.check(sorted(other) == sorted(plain), f"{way}: {differences(sorted(plain), sorted(other))}")


start(__doc__, main)
