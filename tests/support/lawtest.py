"""lawtest.py - the frame of a test in tests/laws: options, one folder, one verdict.

A test defines main(bench) and calls start(__doc__, main). bench builds and runs the programs next to it
and collects what is wrong; the test fails when anything was, and also when nothing was checked.
"""

import argparse
import os
import pathlib
import sys

import laws
from programs import BuildError, Memcc, Unavailable, run

PROGRAMS = pathlib.Path(__file__).resolve().parent.parent / "laws" / "programs"


class LawTest:
    def __init__(self, name, options):
        self.options, self.cc = options, options.cc
        self.memcc = Memcc(options.build)
        self.folder = self.memcc.memcc.parents[1] / "tests/work/laws" / name / options.cc
        self.folder.mkdir(parents=True, exist_ok=True)
        self.checked, self.failures = 0, 0

    def wrong(self, text):
        self.failures += 1
        print(f"FAIL: {text}", flush=True)

    def check(self, right, text):
        self.checked += 1
        if not right:
            self.wrong(text)
        return right

    def compile(self, command, program, flags, tag):
        made = self.folder / f"{program}{tag}".replace("/", "_")
        source = PROGRAMS / program
        source = source if source.exists() else PROGRAMS / f"{program}.c"
        done = run([*command, "-w", *flags, source, "-o", made, "-pthread", "-lm"], cwd=self.folder)
        if done.returncode:
            raise BuildError(f"{program} {' '.join(map(str, flags))}: {done.stderr.strip()}")
        return made

    def native(self, program, *flags, cc=None):
        return self.compile([cc or self.cc], program, [*flags, "-Dno_profile=__noinline__"], "-native" + "".join(flags))

    def profiled(self, program, *flags, cc=None, select="-fmemprof=all"):
        cc = cc or self.cc
        return self.compile(self.memcc.compiler(cc), program, [select, *flags], f"-{cc}" + "".join(flags))

    def run(self, executable, *arguments, **options):
        """The finished process and its report."""
        profile = pathlib.Path(f"{executable}.memprof")
        done = self.memcc.run([executable, *arguments], profile, cwd=self.folder, timeout=120, **options)
        return done, self.memcc.json(profile)

    def obeys(self, report, where, recursive=()):
        self.checked += 1
        for text in laws.broken(report, recursive):
            self.wrong(f"{where}: {text}")

    def verify(self, profile, where):
        """The product's own check of the laws must agree that they hold."""
        done = run([self.memcc.memprof, "report", profile, "--verify"])
        self.check(done.returncode == 0, f"{where}: memprof report --verify: {done.stdout}{done.stderr}")


def canonical(report):
    """What must not depend on compiler, level or machine: a list of comparable lines. Of functions that
    were called, since an unused static one is gone at some levels before anyone could see it."""
    lines = []
    for function in report["functions"]:
        if not function["calls"]:
            continue
        name = os.path.basename(function["file"])
        head = [function[key] for key in ("name", "line", "calls", "entry_bytes", "net_bytes")]
        lines.append(f"{name}: {head}")
        for row in function["lines"]:
            figures = {key: value for key, value in row.items() if key not in ("text", "file")}
            lines.append(f"{name}:{row['line']}: {function['name']}: {sorted(figures.items())}")
    outside = {key: report["outside"][key] for key in laws.EXCLUSIVE}
    return sorted(lines) + [f"outside {outside}", f"live {report['live_bytes']}, peak {report['peak_bytes']}"]


def differences(a, b, most=6):
    only_a, only_b = [x for x in a if x not in set(b)], [x for x in b if x not in set(a)]
    shown = [f"  - {x}" for x in only_a[:most]] + [f"  + {x}" for x in only_b[:most]]
    return f"{len(only_a)} and {len(only_b)} lines differ:\n" + "\n".join(shown)


def start(document, main):
    parser = argparse.ArgumentParser(description=document, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help="memcc's build tree or prefix")
    parser.add_argument("--cc", default="gcc-12")
    parser.add_argument("--long", action="store_true", help="everything, not the quick part")
    options = parser.parse_args()
    test = LawTest(pathlib.Path(sys.argv[0]).stem, options)
    try:
        main(test)
    except Unavailable as error:
        print(f"SKIP: {error}")
        sys.exit(77)
    except BuildError as error:
        test.wrong(str(error))
    print(f"{test.checked} checks, {test.failures} failures")
    sys.exit(1 if test.failures or not test.checked else 0)
