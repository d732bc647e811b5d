#!/usr/bin/env python3
"""--unit=MiB prints what memory_profiler would: its own show_results is given our figures (from
--json), and both texts are compared byte by byte. Skipped where memory_profiler is not installed."""
import argparse
import io
import json
import os
import pathlib
import subprocess
import sys

parser = argparse.ArgumentParser()
for name in ("--memprof", "--make", "--work"):
    parser.add_argument(name, required=True)
arguments = parser.parse_args()
try:
    from memory_profiler import show_results
except ImportError:
    print("memory_profiler is not installed")
    sys.exit(77)

sources = pathlib.Path(__file__).resolve().parent / "sources"
work = pathlib.Path(arguments.work).resolve()
work.mkdir(parents=True, exist_ok=True)
MIB = 1 << 20


def mib(value, precision):
    """Theirs says -0.000 of what rounds to nothing."""
    return 0.0 if abs(value / MIB) * 10**precision < 0.5 else value / MIB


class Profiler:
    """As much of a LineProfiler as show_results looks at."""

    def __init__(self, report, precision):
        self.tables = []
        for function in report["functions"]:
            if function["calls"]:
                self.add(function, precision)
        self.code_map = self

    def add(self, function, precision):
        by_file = {}
        for line in function["lines"]:
            figures = (mib(line["increment"], precision), mib(line["mem_usage"], precision),
                       line["occurrences"])
            by_file.setdefault(line.get("file", function["file"]), {})[line["line"]] = (
                figures if line["occurrences"] else None)
        entry = mib(function["entry_bytes"], precision)
        own = by_file.pop(function["file"], {})
        own.setdefault(function["line"], (entry, entry, function["calls"]))
        for line in range(function["line"], function["last_line"] + 1):
            own.setdefault(line, None)
        self.tables.append((function["file"], sorted(own.items())))
        for name, lines in by_file.items():
            full = {n: lines.get(n) for n in range(min(lines), max(lines) + 1)}
            self.tables.append((name, sorted(full.items())))

    def items(self):
        return self.tables


failures = 0
for scenario in ("list", "included", "threads", "killed", "abandoned"):
    profile = work / f"{scenario}.memprof"
    subprocess.run([arguments.make, scenario, profile], check=True)
    for precision in (0, 1, 3, 5):
        # Their source text comes through linecache, from the folder one stands in.
        ours = subprocess.run([arguments.memprof, "report", profile, "--unit=MiB",
                               f"--precision={precision}", f"--source-dir={sources}"], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        report = json.loads(subprocess.run([arguments.memprof, "report", profile, "--json",
                                            f"--source-dir={sources}"], check=True,
                                           stdout=subprocess.PIPE).stdout)
        theirs = io.StringIO()
        os.chdir(sources)
        show_results(Profiler(report, precision), stream=theirs, precision=precision)
        if ours != theirs.getvalue():
            failures += 1
            print(f"{scenario}, precision {precision}: ours\n{ours}theirs\n{theirs.getvalue()}")
sys.exit(1 if failures else 0)
