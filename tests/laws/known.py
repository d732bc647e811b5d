#!/usr/bin/env python3
"""Programs of unusual habits that know their own figures: each prints lines “known MARK key=value …”, and
the report must say the same of the line that bears /* @MARK */. What else they print, and how they end, must
be as without us; and all laws hold. A program's head comment may say

  parts: FILE …      further sources, profiled as well
  plain: FILE …      further sources, compiled without us
  library: FILE …    built as profiled shared objects FILE.so, to be opened at run time
  preload: FILE …    run once more over each: a source to be built without us, or a library of the system's
  flags: WORD …
  largest: BYTES     of the profile
"""

import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import PROGRAMS, start  # noqa: E402
from programs import BuildError, run  # noqa: E402

KNOWN = PROGRAMS / "known"
WAYS = [["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]]
LONG = [["-O1"], ["-O3"], ["-Os"], ["-O2", "-fPIC"], ["-O0", "-fmemprof-mode=calls"]]


def directives(source):
    found = {}
    for key, words in re.findall(r"(?m)^ \* (parts|plain|library|preload|flags|largest): (.*)$", source.read_text()):
        found.setdefault(key, []).extend(words.split())
    return found


def marks(sources):
    """(file, line) of each mark."""
    found = {}
    for source in sources:
        for number, text in enumerate(source.read_text().splitlines(), 1):
            for mark in re.findall(r"/\* @(\w+) \*/", text):
                if mark in found:
                    raise BuildError(f"{source.name}: mark {mark} stands twice")
                found[mark] = (source.name, number)
    return found


def compile_all(test, folder, source, says, cc, flags, profiled=True):
    """The executable, and beside it its libraries."""
    folder.mkdir(parents=True, exist_ok=True)
    native = [word for word in flags if not word.startswith("-fmemprof")]
    plain = [cc, *native, "-idirafter", test.memcc.memcc.parents[1] / "include"]
    ours = [*test.memcc.compiler(cc), "-fmemprof=all", *flags] if profiled else plain
    more = ["-w", *says.get("flags", [])]

    def do(*command):
        done = run(command, cwd=folder)
        if done.returncode:
            raise BuildError(f"{' '.join(map(str, command))}: {done.stderr.strip()}")

    def object_of(file, compiler):
        # A C++ program's parts may be C.
        language = "c++" if file.suffix == ".cc" else "c"
        do(*compiler, *more, "-c", "-x", language, file, "-o", f"{file.stem}.o")
        return f"{file.stem}.o"

    for name in says.get("preload", []):
        if name.endswith(".c"):
            do(cc, "-O2", "-fno-builtin", "-shared", "-fPIC", "-w", KNOWN / name, "-o", f"{name}.so")
    for name in says.get("library", []):
        do(*ours, *more, "-shared", "-fPIC", KNOWN / name, "-o", f"{name}.so")
    objects = [object_of(file, ours) for file in (source, *(KNOWN / name for name in says.get("parts", [])))]
    objects += [object_of(KNOWN / name, plain) for name in says.get("plain", [])]
    do(*ours, *objects, *more, "-lm", "-lstdc++", "-o", "program")
    return folder / "program"


def told(text):
    """What a program says of itself, and the rest of its output."""
    known, rest = {}, []
    for line in text.splitlines():
        if line.startswith("known "):
            mark, *values = line.split()[1:]
            for value in values:
                key, number = value.split("=")
                known.setdefault(mark, {})[key] = int(number)
        else:
            rest.append(line)
    return known, rest


def figures(report):
    """Sums over a line, whatever functions stand on it."""
    found = {}
    for function in report["functions"]:
        for row in function["lines"]:
            at = (pathlib.Path(row.get("file") or function["file"]).name, row["line"])
            sums = found.setdefault(at, {})
            for key in ("occurrences", "increment", "allocs", "allocated", "frees", "freed", "retained"):
                sums[key] = sums.get(key, 0) + row[key]
            sums["peak"] = max(sums.get("peak", 0), row["peak"])
    return found


def preloads(folder, says):
    """What to run a program over: nothing, and each that it names and that is here."""
    yield None
    for name in says.get("preload", []):
        library = folder / f"{name}.so" if name.endswith(".c") else name
        if "cannot be preloaded" in run(["true"], env=dict(os.environ, LD_PRELOAD=str(library))).stderr:
            print(f"{name}: not on this machine")
        else:
            yield library


def judge(test, source, says, flags, cc, native):
    folder = test.folder / source.stem / "".join([cc, *flags])
    made = compile_all(test, folder, source, says, cc, flags)
    for library in preloads(folder, says):
        where = f"{source.name} {cc} {' '.join(flags)}{f' over {library}' if library else ''}"
        judge_run(test, source, says, made, library, native, where)


def judge_run(test, source, says, made, library, native, where):
    folder = made.parent
    profile = folder / "program.memprof"
    env = dict(os.environ, **({"LD_PRELOAD": str(library)} if library else {}))
    done = test.memcc.run([made], profile, cwd=folder, env=env, timeout=120)
    known, rest = told(done.stdout)
    test.check(done.returncode == native.returncode, f"{where}: exit {done.returncode}, natively {native.returncode}")
    test.check(rest == told(native.stdout)[1], f"{where}: prints {rest}, natively {told(native.stdout)[1]}")
    test.check(done.stderr == native.stderr, f"{where}: says “{done.stderr}”, natively “{native.stderr}”")
    test.check(len(known) > 0, f"{where}: knows nothing of itself")
    at = marks([source, *(KNOWN / name for key in ("parts", "library") for name in says.get(key, []))])
    found = figures(test.memcc.json(profile))
    for mark, values in known.items():
        row = found.get(at[mark], {})
        got = {key: row.get(key) for key in values}
        test.check(got == values, f"{where}:{at[mark][1]}: {mark}: the program counted {values}, the report says {got}")
    for limit in says.get("largest", []):
        size = profile.stat().st_size
        test.check(size <= int(limit), f"{where}: the profile has {size} bytes, more than {limit}")
    test.verify(profile, where)


def main(test):
    compilers = [test.cc] + [cc for cc in test.memcc.compilers() if cc.startswith("clang")][: None if test.options.long else 1]
    for source in sorted(path for path in KNOWN.glob("*.c*") if ".part." not in path.name):
        says = directives(source)
        native = test.folder / source.stem / "native"
        native = run([compile_all(test, native, source, says, test.cc, ["-O0"], False)], cwd=native, timeout=120)
        if native.returncode == 77:
            print(f"{source.name}: not on this machine: {native.stderr.strip()}")
            continue
        for cc in compilers:
            for flags in WAYS + (LONG if test.options.long else []):
                judge(test, source, says, flags, cc, native)


start(__doc__, main)
