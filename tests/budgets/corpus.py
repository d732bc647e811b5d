#!/usr/bin/env python3
"""Budgets of real programs: one set of numbers for all compilers and levels, and a leak is found.

    corpus.py --build BUILD --program lua|zlib|cjson [--cc CC]...

The budgets are in corpus/PROGRAM.budgets. The program is built at -O0 and at -O2 by each compiler, runs,
and must pass. Then one line that forgets a block is patched into a copy of it: the check must fail, and
name that line. Sources come from Debian; without a network this is a skip.
"""
import argparse
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
sys.dont_write_bytecode = True
import programs  # noqa: E402
from checking import check, verdict  # noqa: E402
from programs import BENCH, BuildError, Memcc, Program, Unavailable, run  # noqa: E402

LEAK = "if (memprof_test_leak) memprof_test_leak = 0, (void)!realloc(0, 77);"
# How to build it, its arguments; and the file, and behind which lines of it, the leak goes.
CASES = {
    "lua": (programs.lua, [HERE / "corpus/budgets.lua"], "lstrlib.c", r"^static int str_len \(lua_State \*L\) \{\n  size_t l;$"),
    "zlib": (
        lambda work: programs.zlib(work, BENCH / "deflate.c", name="deflate"), ["0.05"], "adler32.c",
        r"^uLong ZEXPORT adler32_z\((?:.|\n)*?\n    unsigned n;$",
    ),
    "cjson": (
        lambda work: programs.cjson(work, BENCH / "json.c", name="json"), ["0.05", "2"], "cJSON.c",
        r"^CJSON_PUBLIC\(void\) cJSON_Delete\(cJSON \*item\)\n\{\n    cJSON \*next = NULL;$",
    ),
}


def judge(memcc, program, arguments, executable, budgets):
    folder = executable.parent
    profile = folder / "run.memprof"
    done = memcc.run([executable, *arguments], profile, cwd=folder, timeout=300)
    check(done.returncode == 0, f"{program.name} ends with {done.returncode}: {done.stderr}")
    return run([memcc.memprof, "check", profile, "--no-comments", f"--budgets={budgets}"])


def patched(program, folder, file, behind):
    """The program with a leak in `file`, and the line of it."""
    original, = (path for path in program.sources if path.name == file)
    copy = folder / "leaky"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(original.parent, copy)
    text = original.read_text()
    place = re.search(behind, text, re.M)
    if not place:
        raise BuildError(f"{file}: no place for the leak")
    text = f"#include <stdlib.h>\nstatic int memprof_test_leak = 1;\n{text[:place.end()]}\n{LEAK}\n{text[place.end():]}"
    (copy / file).write_text(text)
    line = text[: text.index(LEAK)].count("\n") + 1
    sources = [copy / path.name if path.parent == original.parent else path for path in program.sources]
    flags = [str(flag).replace(str(original.parent), str(copy)) if flag == f"-I{original.parent}" else flag for flag in program.flags]
    return Program(program.name, sources, flags, program.libs), line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--program", required=True, choices=CASES)
    parser.add_argument("--cc", action="append")
    o = parser.parse_args()
    memcc = Memcc(o.build)
    work = memcc.memcc.parents[1] / "tests/work"
    make, arguments, file, behind = CASES[o.program]
    budgets = HERE / f"corpus/{o.program}.budgets"
    try:
        program = make(work)
        for cc in [cc for cc in o.cc or memcc.compilers() if cc in memcc.compilers()]:
            for level in ("-O0", "-O2"):
                where = work / "budgets/corpus" / f"{o.program}-{cc}{level}"
                command = memcc.compiler(cc)
                flags = ["-g", level, "-fmemprof=all"]
                good = programs.build(program, command, flags, where / "good", newer_than=memcc.parts())
                done = judge(memcc, program, arguments, good, budgets)
                check(done.returncode == 0, f"{cc} {level}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
                print(f"{cc} {level}: {(done.stdout.splitlines() or [done.stderr])[-1]}", flush=True)
                leaky, line = patched(program, where, file, behind)
                bad = programs.build(leaky, command, flags, where / "bad", newer_than=memcc.parts())
                done = judge(memcc, leaky, arguments, bad, budgets)
                named = re.search(rf"{file}:{line}:\d+: error: retained 77 B is not the budgeted 0 B", done.stdout)
                check(done.returncode == 1 and named, f"{cc} {level}: the leak at {file}:{line}:\n{done.stdout[:3000]}{done.stderr}")
    except Unavailable as error:
        print(f"SKIP: {error}")
        sys.exit(77)
    except BuildError as error:
        check(False, str(error))
    verdict()


main()
