"""gcov.py - Occurrences against gcov's counts at -O0, with a name for every kind of difference.

gcov counts basic blocks and says what a line's blocks sum up to; we count statements. On most lines that
is the same number. Where it is not, the difference must fall in one of the classes below, and each class
that can be checked is checked: a count that no rule explains is a failure.

Only gcov has a count:
  function head        gcov charges the prologue; our header row has the number of calls, which is compared with
                       gcov's for the function on its own
  closing brace        gcov charges the epilogue or the end of a scope
  opening brace        gcov charges the set-up of a scope
  label                a label, perhaps out of a macro, is no statement; gcov sees a block begin
  for header           the keyword alone on its line; the clauses are at home on theirs
  continuation         a statement over several lines is at home on its first
  declaration          gcov charges the set-up of an object that has no initialiser
  A function whose body begins with a label that is jumped to: gcov takes the jumps for calls. Ours are then
  compared with gcov's counts of the lines that call it ("calls behind a label").
Only we have a count:
  never reached        our 0: the compiler dropped the code before gcov saw it
  no code of its own   a statement without machine code; its count is that of a line next to it
  code further down    a statement over several lines: gcov has the same count on one of the others
Both have one, and they differ:
  for header           init, condition and step on one line: gcov mixes them; ours is the number of
                       evaluations of the condition, which is what its two branches add up to
  label                the statement behind a label makes no code: what gcov counts is the block that begins
                       there and goes on behind it
  over several lines   the branches of a condition that goes on below: ours is what a pair of them adds up to
  jump behind one      a condition's last line also holds the jump it guards: ours is what the condition's
                       count has more than that of the line where control goes on
  several blocks       &&, ||, ?:, a loop or several statements on one line: gcov adds blocks up; ours is
                       that of a pair of branches, of a line next to it or of the statements beside it
"""

import collections
import json
import os
import re
import subprocess


LABEL = re.compile(r"(?:case\b.*|default\s*|\w+\s*):")
MACRO_LABEL = re.compile(r"(?!(?:if|while|for|switch|return|else)\b)\w+\s*\([^;]*\)\s*\{?$")


class Line:
    def __init__(self):
        self.count, self.branches = 0, []


def read(folder, tool):
    """({(file, line): Line}, {(file, line): (function, calls)}) of all .gcda files in the folder."""
    data = sorted(str(path) for path in folder.glob("*.gcda"))
    done = subprocess.run([tool, "--json-format", "--stdout", "--branch-probabilities", *data], cwd=folder, capture_output=True, text=True)
    lines, functions = collections.defaultdict(Line), {}
    for text in filter(None, done.stdout.splitlines()):
        report = json.loads(text)
        for file in report["files"]:
            path = os.path.normpath(os.path.join(report["current_working_directory"], file["file"]))
            for entry in file["lines"]:
                line = lines[path, entry["line_number"]]
                line.count += entry["count"]
                counts = [branch["count"] for branch in entry["branches"]]
                if len(line.branches) == len(counts):
                    line.branches = [a + b for a, b in zip(line.branches, counts)]
                else:
                    line.branches += counts
            for entry in file["functions"]:
                place = path, entry["start_line"]
                _, calls = functions.get(place, ("", 0))
                functions[place] = entry["name"], calls + entry["execution_count"]
    return dict(lines), functions


def stripped(path):
    """The file's lines without comments and with empty literals; preprocessor lines are empty."""
    with open(path, encoding="latin-1") as file:
        text = file.read()
    token = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)

    def blank(match):
        if match[0][0] == "/":
            return re.sub(r"[^\n]", " ", match[0])
        return match[0][0] * 2 + "\n" * match[0].count("\n")

    text = token.sub(blank, text)
    text = re.sub(r"(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$", lambda match: "\n" * match[0].count("\n"), text)
    return [""] + text.split("\n")


class Comparison:
    def __init__(self, report, folder, tool):
        self.gcov, self.functions = read(folder, tool)
        self.texts, self.ours, self.headers = {}, {}, {}
        for function in report["functions"]:
            place = os.path.normpath(function["file"]), function["line"]
            self.headers[place] = self.headers.get(place, 0) + function["calls"]
            for row in function["lines"]:
                place = os.path.normpath(row.get("file", function["file"])), row["line"]
                self.ours[place] = self.ours.get(place, 0) + (row["occurrences"] or 0)
        self.classes = collections.Counter()
        self.equal, self.unexplained = 0, []

    def text(self, place):
        path, number = place
        if path not in self.texts:
            self.texts[path] = stripped(path)
        lines = self.texts[path]
        return lines[number].strip() if 0 < number < len(lines) else ""

    def before(self, place):
        """What stands in front of the line, back to our last row above it (its first line first)."""
        path, number = place
        above = []
        for at in range(number - 1, max(number - 60, 0), -1):
            if self.text((path, at)):
                above.insert(0, self.text((path, at)))
            if (path, at) in self.ours or (path, at) in self.headers:
                return at, " ".join(above)
        return None, " ".join(above)

    def is_continuation(self, place):
        start, text = self.before(place)
        if start is None or not text or text[-1] in ";{}":
            return False
        control = re.search(r"\b(?:if|while|for|switch)\s*\(", text)
        return not (control and text.count("(") == text.count(")") and text[-1] == ")") and not re.search(
            r"\b(?:else|do)$", text
        )

    def nearby(self, place, reach=4):
        """gcov's counts on the lines round about, and our own statements' and headers' there."""
        path, number = place
        found = set()
        for step in (-1, 1):
            seen = 0
            for at in range(number + step, number + 40 * step, step):
                here = path, at
                known = [self.gcov[here].count, *self.gcov[here].branches] if here in self.gcov else []
                known += [self.headers[here]] if here in self.headers else []
                found.update(known)
                seen += bool(known)
                if seen == reach:
                    break
        return found

    def pair_sums(self, place):
        branches = self.gcov[place].branches
        return {branches[i] + branches[j] for i in range(len(branches)) for j in range(i)} | set(branches)

    def sums_below(self, place):
        """Pair sums on the lines that go on the statement which begins at `place`."""
        path, number = place
        sums = set()
        for at in range(number + 1, number + 12):
            if (path, at) in self.ours:
                break
            if self.has_branches((path, at)) and self.is_continuation((path, at)):
                sums |= self.pair_sums((path, at))
        return sums

    def only_gcov(self, place):
        text = self.text(place)
        if place in self.headers:
            return "function head"
        if text.startswith("}"):
            return "closing brace"
        if text == "{":
            return "opening brace"
        if re.match(r"for\s*\($", text):
            return "for header"
        if LABEL.match(text) or MACRO_LABEL.match(text):
            return "label"
        if self.is_continuation(place):
            return "continuation"
        if re.match(r"(?:\w+[\s*]+)+\w+(?:\[[^]]*\])*(?:\s*,[^=]*)?;$", text):
            return "declaration"
        return None

    def only_ours(self, place):
        count = self.ours[place]
        if count == 0:
            return "never reached"
        path, number = place
        for at in range(number + 1, number + 30):
            here = path, at
            if here in self.ours:
                break
            if here in self.gcov and self.gcov[here].count == count and self.is_continuation(here):
                return "code further down"
        if count in self.nearby(place):
            return "no code of its own"
        # an else after && or ||: several branches lead here, all from the condition above
        above = next((at for at in range(number - 1, number - 12, -1) if self.has_branches((path, at))), None)
        return "no code of its own" if above and count in self.pair_sums((path, above)) else None

    def has_branches(self, place):
        return place in self.gcov and bool(self.gcov[place].branches)

    def both(self, place):
        count, text = self.ours[place], self.text(place)
        if re.search(r"\bfor\s*\(", text) and count in self.pair_sums(place):
            return "for header"
        if count in self.pair_sums(place) | self.nearby(place):
            return "several blocks"
        if count in self.sums_below(place):
            return "over several lines"
        around = self.nearby(place)
        if LABEL.match(text) and self.gcov[place].count in around:
            return "label"
        jump = re.search(r"\b(?:continue|break|goto \w+|return\b[^;]*);$", text)
        if jump and self.is_continuation(place) and any(a - count in around for a in around):
            return "jump behind one"
        return None

    def begins_with_label(self, place):
        """Declarations may stand in front of it."""
        path, number = place
        return any(LABEL.match(self.text((path, at))) for at in range(number + 1, number + 16))

    def calls_of(self, name):
        """What gcov says of all lines that call the function."""
        call = re.compile(rf"\b{re.escape(name)}\s*\(")
        lines = [place for place in self.gcov if call.search(self.text(place)) and place not in self.headers]
        return sum(self.gcov[place].count for place in lines)

    def compare(self):
        files = {path for path, _ in self.functions}
        places = {place for place in set(self.gcov) | set(self.ours) if place[0] in files}
        for place in sorted(places):
            ours, gcov = self.ours.get(place), self.gcov.get(place)
            if gcov is not None and ours == gcov.count:
                self.equal += 1
                continue
            if ours is None:
                name = self.only_gcov(place)
            elif gcov is None:
                name = self.only_ours(place)
            else:
                name = self.both(place)
            if name:
                self.classes[name] += 1
            else:
                said = gcov.count if gcov else None
                self.unexplained.append(f"{place[0]}:{place[1]}: ours {ours}, gcov {said}: {self.text(place)}")
        for place, (name, calls) in sorted(self.functions.items()):
            if not calls or self.headers.get(place) == calls:
                continue
            if self.begins_with_label(place) and self.headers.get(place) == self.calls_of(name):
                self.classes["calls behind a label"] += 1
            else:
                self.unexplained.append(
                    f"{place[0]}:{place[1]}: {name}: ours {self.headers.get(place)} calls, gcov {calls}"
                )
        return self
