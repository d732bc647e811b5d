#!/usr/bin/env python3
"""A plugin of another major is refused with one line that names both majors: the compiler, which does not
check by itself, must not crash. GCC refuses it as well."""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import start  # noqa: E402
from programs import run  # noqa: E402


def main(test):
    source = test.folder / "empty.c"
    source.write_text("int main(void) { return 0; }\n")
    plugin = pathlib.Path(test.options.build).resolve() / "lib/memcc" / test.cc / "memcc.so"
    major = test.cc.removeprefix("clang-")
    for other in ("clang-14", "clang-16", "clang-19", "gcc-12"):
        if not shutil.which(other):
            continue
        made = test.folder / "empty.o"
        done = run([other, f"-fplugin={plugin}", "-c", source, "-o", made])
        if other == test.cc:
            test.check(done.returncode == 0, f"{other}: {done.stderr}")
            continue
        test.check(done.returncode not in (0, 139, 134), f"{other}: status {done.returncode}")
        test.check("PLEASE submit" not in done.stderr, f"{other} crashed: {done.stderr}")
        told = [line for line in done.stderr.splitlines() if "rror:" in line]
        test.check(bool(told), f"{other}: no error: {done.stderr}")
        if other.startswith("clang") and "undefined symbol" not in done.stderr:
            wanted = f"for Clang {major}, but the compiler is Clang {other.removeprefix('clang-')}"
            test.check(wanted in told[0], f"{other}: {done.stderr}")


start(__doc__, main)
