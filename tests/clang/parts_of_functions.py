#!/usr/bin/env python3
"""What code generation makes functions of: blocks, and the bodies of OpenMP's directives (where the machine
has OpenMP's library). Each is a function of its own, at its caret or directive, and what it allocates belongs
to its statements."""

import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import expect  # noqa: E402
import laws  # noqa: E402
from lawtest import start  # noqa: E402
from programs import run  # noqa: E402

LEVELS = [["-O0"], ["-O2"], ["-O2", "-fPIC"], ["-O1", "-fmemprof-mode=calls"]]
OPENMP = HERE.parent / "statements" / "openmp_regions_are_functions_of_their_own.c"


def openmp(test):
    """The flags with which -fopenmp links: its library may be another major's. None: they do not."""
    source = test.folder / "plain.c"
    source.write_text("int main(void) {\n#pragma omp parallel\n\t{\n\t}\n\treturn 0;\n}\n")
    others = [path.parent for path in sorted(pathlib.Path("/usr/lib").glob("llvm-*/lib/libomp.so"))]
    for flags in [[], *([f"-L{folder}", f"-Wl,-rpath,{folder}"] for folder in others)]:
        if run([test.cc, "-fopenmp", *flags, source, "-o", test.folder / "plain"]).returncode == 0:
            return ["-fopenmp", *flags]
    return None


def check(test, source, flags):
    for level in LEVELS:
        made = test.folder / (source.stem + "".join(level))
        done = run([*test.memcc.compiler(test.cc), "-fmemprof=all", "-w", *level, *flags, source, "-o", made])
        if not test.check(done.returncode == 0, f"{source} {level}: {done.stderr}"):
            continue
        done, report = test.run(made)
        test.check(done.returncode == 0, f"{source} {level}: ends with {done.returncode} {done.stderr}")
        for wrong in filter(None, (expectation.wrong(report) for expectation in expect.read(source))):
            test.check(False, f"{level}: {wrong}")
        test.check(len(report["functions"]) > 3, f"{source} {level}: {len(report['functions'])} functions")
        for text in laws.broken(report):
            test.check(False, f"{source} {level}: {text}")


def main(test):
    check(test, HERE / "blocks_are_functions_of_their_own.c", ["-fblocks"])
    flags = openmp(test)
    if flags:
        check(test, OPENMP, flags)
    else:
        print(f"OpenMP: {test.cc} -fopenmp does not link here")


start(__doc__, main)
