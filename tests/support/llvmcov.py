"""llvmcov.py - Occurrences against llvm-cov's counts at -O0, with a name for every kind of difference.

llvm-cov counts regions of the source; a line's count is the largest of the regions that begin on it, or
that of the region it lies in. We count statements. Where the two differ, the difference must fall in
one of these classes:

  another region     the line has several (a for header, a branch behind its condition); ours is one of them
  loop condition     ours is what a condition's region and the one around it add up to
  gcov agrees        what a macro expands to, and what stands behind a branch left by goto or break, get
                     the count of the region around; so does what stands behind a call that did not
                     come back. A compiler of the other family counts as we do
  no code of its own a statement without code, which gcov does not see; ours is that of a statement next to
                     it on which gcov agrees
"""

import collections
import json
import os

from programs import BuildError, run


def read(executable, profile, major):
    """{(file, line): [counts of the line's regions, its own first]}"""
    merged = profile.with_suffix(".profdata")
    done = run([f"llvm-profdata-{major}", "merge", profile, "-o", merged])
    if not done.returncode:
        done = run([f"llvm-cov-{major}", "export", "-skip-functions", executable, f"-instr-profile={merged}"])
    if done.returncode:
        raise BuildError(f"llvm-cov {executable}: {done.stderr}")
    result = {}
    for file in json.loads(done.stdout)["data"][0]["files"]:
        result.update(lines(os.path.normpath(file["filename"]), file["segments"]))
    return result


def lines(path, segments):
    """A segment is [line, column, count, has a count, begins a region, is a gap]; it reaches to the next."""
    by_line, found, around = collections.defaultdict(list), {}, None
    for segment in segments:
        by_line[segment[0]].append(segment)
    for number in range(1, max(by_line, default=0) + 1):
        here = by_line.get(number, [])
        starting = [s[2] for s in here if s[3] and s[4] and not s[5]]
        counts = [s[2] for s in here if s[3]] + ([around] if around is not None else [])
        if counts:
            found[path, number] = [max(starting) if starting else counts[-1], *counts]
        for s in here:
            around = s[2] if s[3] else None
    return found


class Comparison:
    def __init__(self, report, regions, gcov_lines):
        self.equal, self.classes, self.unexplained = 0, collections.Counter(), []
        ours = collections.Counter()
        for function in report["functions"]:
            for row in function["lines"]:
                ours[os.path.normpath(row.get("file", function["file"])), row["line"]] += row["occurrences"] or 0
        order = sorted(ours)
        self.confirmed = {p for p in order if p in gcov_lines and gcov_lines[p].count == ours[p]}
        for index, place in enumerate(order):
            if place in regions:
                beside = [p for p in order[max(index - 2, 0) : index + 3] if p[0] == place[0]]
                known = {ours[p] for p in beside if p in self.confirmed}
                self.one(place, ours[place], regions[place], gcov_lines.get(place), known)

    def one(self, place, count, regions, line, beside):
        if count == regions[0]:
            self.equal += 1
        elif count in regions:
            self.classes["another region"] += 1
        elif any(count == a + b for i, a in enumerate(regions[1:]) for b in regions[2 + i :]):
            self.classes["loop condition"] += 1
        elif line and (count == line.count or count in line.branches):
            self.classes["gcov agrees"] += 1
        elif not line and count in beside:
            self.classes["no code of its own"] += 1
        else:
            gcov = f", gcov {line.count} {line.branches}" if line else ""
            self.unexplained.append(f"{place[0]}:{place[1]}: {count}, llvm-cov {regions}{gcov}")
