"""programs.py - the real programs that corpus, bench and torture build, and how to build them.

A program is a list of C sources with flags; a build is a program, a compiler command and a folder.
Everything lands under one work folder (in the build tree), so that nothing is built twice.
"""

import concurrent.futures
import os
import pathlib
import re
import shlex
import shutil
import subprocess

TESTS = pathlib.Path(__file__).resolve().parent.parent
BENCH = TESTS / "bench" / "src"


class Unavailable(Exception):
    """Something that is not ours (a package, a tool, the network) is not there: skip, do not fail."""


class BuildError(Exception):
    pass


class Program:
    def __init__(self, name, sources, flags=(), libs=()):
        self.name, self.sources, self.flags, self.libs = name, list(sources), list(flags), list(libs)


def fetch(work, *packages):
    """Folders of the unpacked source packages."""
    sources = pathlib.Path(work) / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(TESTS / "corpus" / "fetch"), str(sources), *packages], capture_output=True, text=True
    )
    if done.returncode:
        raise Unavailable(done.stderr.strip() or "fetch failed")
    return [sources / package for package in packages]


def fixed_lua(work):
    """A copy of Lua's sources in which nothing depends on addresses or the time of day.

    Lua hashes strings with a seed made of time and addresses, caches C strings by their address, and
    hashes pointer keys by address. Each of the three moves counts in the string and table code
    from build to build (and, with address randomisation, from run to run). The first two are
    meant to be overridden (luai_makeseed, STRCACHE_N); for the third point2uint is made 0, so that all
    pointer keys share a main position and their chain stands in order of insertion.
    """
    (lua,) = fetch(work, "lua5.4")
    fixed = pathlib.Path(work) / "lua-fixed"
    stamp = fixed / ".complete"
    if not stamp.exists():
        shutil.rmtree(fixed, ignore_errors=True)
        shutil.copytree(lua / "src", fixed)
        limits = fixed / "llimits.h"
        text, count = re.subn(
            r"(?m)^#define point2uint\(p\).*$", "#define point2uint(p)\t((void)(p), 0u)", limits.read_text()
        )
        if count != 1:
            raise BuildError("llimits.h: point2uint is not where it was")
        limits.write_text(text)
        stamp.touch()
    return fixed


LUA_SEED = "-Dluai_makeseed(L)=((void)(L),42u)"
LUA_FIXED = ["-DSTRCACHE_N=1", "-DSTRCACHE_M=2"]


def lua(work, fixed=True):
    source = fixed_lua(work) if fixed else fetch(work, "lua5.4")[0] / "src"
    generated = pathlib.Path(work) / "lua-generated"
    generated.mkdir(parents=True, exist_ok=True)
    header = generated / "lua5.4-deb-multiarch.h"
    if not header.exists():
        header.write_text('#define DEB_HOST_MULTIARCH "here"\n')
    files = sorted(path for path in source.glob("*.c") if path.name != "luac.c")
    flags = ["-DLUA_USE_LINUX", "-DLUA_COMPAT_5_3", f"-I{generated}", LUA_SEED]
    return Program("lua", files, flags + (LUA_FIXED if fixed else []), ["-lm", "-ldl"])


def zlib(work, *drivers, name="zlib"):
    (source,) = fetch(work, "zlib")
    flags = ["-DHAVE_UNISTD_H", "-D_LARGEFILE64_SOURCE=1", f"-I{source}"]
    return Program(name, sorted(source.glob("*.c")) + list(drivers), flags)


def cjson(work, *drivers, name="cjson"):
    (source,) = fetch(work, "cjson")
    return Program(name, [source / "cJSON.c", *drivers], [f"-I{source}"], ["-lm"])


def nlohmann_json(work, *drivers, name):
    (source,) = fetch(work, "nlohmann-json3")
    return Program(name, drivers, ["-std=c++17", f"-I{source}/single_include"], ["-lstdc++", "-lm"])


def run(command, **options):
    options = {"encoding": "utf-8", "errors": "backslashreplace", **options}
    return subprocess.run([str(word) for word in command], capture_output=True, **options)


def build(program, compiler, flags, folder, jobs=None, newer_than=()):
    """Compiles and links `program` in `folder`; returns the executable. Rebuilt when the sources,
    the command or what `newer_than` names have changed. Object names are relative to the folder."""
    folder = pathlib.Path(folder)
    executable = folder / program.name
    command = [str(word) for word in [*compiler, *flags, *program.flags]]
    stamp = folder / ".command"
    wanted = "\n".join(command + [str(s) for s in program.sources] + program.libs)
    inputs = [*program.sources, *newer_than]
    if executable.exists() and stamp.exists() and stamp.read_text() == wanted:
        if max(os.stat(path).st_mtime for path in inputs) < executable.stat().st_mtime:
            return executable
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def compile_one(source):
        made = folder / f"{source.parent.name}-{source.stem}.o"
        return run([*command, "-c", source, "-o", made.name], cwd=folder), made

    with concurrent.futures.ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        done = list(pool.map(compile_one, program.sources))
    for result, made in done:
        if result.returncode:
            raise BuildError(f"{' '.join(command)} … {made.name}: {result.stderr.strip()}")
    result = run(
        [*compiler, *flags, *(made.name for _, made in done), *program.libs, "-o", executable.name], cwd=folder
    )
    if result.returncode:
        raise BuildError(f"linking {program.name} in {folder}: {result.stderr.strip()}")
    stamp.write_text(wanted)
    return executable


# What runs programs of the machine that is compiled for, where it is not ours.
EMULATOR = shlex.split(os.environ.get("MEMCC_TEST_EMULATOR", ""))


class Memcc:
    """The product, as it stands in a build tree or an install prefix."""

    def __init__(self, root):
        root = pathlib.Path(root).resolve()
        self.memcc, self.memprof, self.lib = root / "bin/memcc", root / "bin/memprof", root / "lib/memcc"

    def exists(self):
        return self.memcc.exists()

    def compiler(self, cc=None):
        return [*EMULATOR, self.memcc] + ([f"--memcc-cc={cc}"] if cc else [])

    def compiler_cplus(self, cc=None):
        return [*EMULATOR, self.memcc.with_name("memc++"), *self.compiler(cc)[len(EMULATOR) + 1 :]]

    def parts(self):
        """All files a rebuilt product changes."""
        return [self.memcc, *(path for path in self.lib.rglob("*") if path.is_file())]

    def compilers(self):
        """Compilers that both have a plugin here and are installed."""
        names = sorted(path.parent.name for path in self.lib.glob("*/memcc.so"))
        return [name for name in names if shutil.which(name)]

    def run(self, command, profile, **options):
        """Runs a program that writes its profile to `profile`; MEMCC_TEST_OPTIONS: more options for all."""
        env = dict(options.pop("env", os.environ))
        env["MEMCC_OPTIONS"] = f"file={profile}:quiet=1:{os.environ.get('MEMCC_TEST_OPTIONS', '')}"
        if os.path.exists(profile):
            os.unlink(profile)
        return run([*EMULATOR, *command], env=env, **options)

    def json(self, profile, *more):
        import json

        done = run([self.memprof, "report", profile, "--json", *more])
        if done.returncode:
            raise BuildError(f"memprof report {profile}: {done.stderr.strip()}")
        return json.loads(done.stdout)
