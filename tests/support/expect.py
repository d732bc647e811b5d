"""expect.py - expectations on the tested line.

    p = malloc(100);        //= 3 +300 peak=300 retained=100
    }                       //= none
    static int f(int n)     //= calls 2 net=300

An expectation is a comment that starts with //= and says what the line's row must be:

    N             its Occurrences
    +BYTES -BYTES its Increment; left out it must be 0; +? and -? are not looked at
    KEY=BYTES     another column: mem peak allocs allocated frees freed retained
    calls N       the line is a function's header and shows N calls; keys: net (bytes its activations
                  left behind) and entry (memory at its first activation's entry)
    none          the line has no row at all

Several, for a line that is several things, are separated by ';'. In front of one may stand `@LINE` or
`@FILE:LINE` (it is about that line, e.g. one that only #line makes) and `NAME:` (what that function
says of the line; without it, all functions' figures are put together as the report does). N = 0 is
met by a row that says 0 and by no row. A line without an expectation may say anything.
"""

import os
import re

COLUMNS = {"mem": "mem_usage", "peak": "peak"}
COLUMNS.update((key, key) for key in ("allocs", "allocated", "frees", "freed", "retained"))
HEADER = {"net": "net_bytes", "entry": "entry_bytes"}
LARGEST = ("mem_usage", "peak")

CLAUSE = re.compile(
    r"(?:@(?:(?P<file>[\w.-]+):)?(?P<line>\d+)\s+)?"
    r"(?:(?P<function>\w+):\s*)?"
    r"(?:(?P<none>none)|(?:(?P<calls>calls)\s+)?(?P<count>\d+)(?:\s+(?P<increment>[+-](?:\d+|\?)))?)"
    r"(?P<keys>(?:\s+\w+=-?\d+)*)$"
)


class Expectation:
    def __init__(self, path, number, text):
        match = CLAUSE.match(text)
        if not match:
            raise ValueError(f"{path}:{number}: cannot read the expectation “{text}”")
        self.where = f"{path}:{number}"
        self.text = text
        self.file = match["file"] or os.path.basename(path)
        self.line = int(match["line"] or number)
        self.function = match["function"]
        self.none, self.header = bool(match["none"]), bool(match["calls"])
        keys = dict(word.split("=") for word in match["keys"].split())
        names = HEADER if self.header else COLUMNS
        unknown = [key for key in keys if key not in names]
        if unknown or (self.header and match["increment"]):
            raise ValueError(f"{path}:{number}: {', '.join(unknown) or 'an increment'} has no place in “{text}”")
        self.wanted = {names[key]: int(value) for key, value in keys.items()}
        if not self.none:
            self.wanted["calls" if self.header else "occurrences"] = int(match["count"])
        if not self.none and not self.header and match["increment"] not in ("+?", "-?"):
            self.wanted["increment"] = int(match["increment"] or 0)

    def is_home(self, function, path, line):
        return (
            line == self.line
            and os.path.basename(path) == self.file
            and self.function in (None, function["name"])
        )

    def found(self, report):
        """The row or header as the report has it, or None."""
        rows = []
        for function in report["functions"]:
            if self.header:
                if self.is_home(function, function["file"], function["line"]):
                    rows.append({key: function[key] for key in ("calls", *HEADER.values())})
                continue
            for row in function["lines"]:
                if self.is_home(function, row.get("file", function["file"]), row["line"]):
                    rows.append(row)
        if not rows:
            return None
        keys = [key for key in rows[0] if isinstance(rows[0][key], int)]
        return {
            key: (max if key in LARGEST else sum)(row[key] or 0 for row in rows if key in row) for key in keys
        }

    def wrong(self, report):
        """Null, or one line that says what differs."""
        row = self.found(report)
        if self.none:
            return None if row is None else f"{self.where}: expected no row, got {show(row)}"
        if row is None:
            if 0 in (self.wanted.get("occurrences"), self.wanted.get("calls")):
                return None
            return f"{self.where}: expected “{self.text}”, got no row"
        differing = [key for key in self.wanted if row.get(key) != self.wanted[key]]
        if not differing:
            return None
        parts = [f"{key} {self.wanted[key]}, got {row.get(key)}" for key in differing]
        return f"{self.where}: expected {'; '.join(parts)}   ({show(row)})"


def show(row):
    return " ".join(f"{key}={value}" for key, value in row.items() if value and key != "line")


def read(path):
    """All expectations in a file."""
    with open(path, encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            if "//=" in text:
                for clause in text.split("//=", 1)[1].split(";"):
                    yield Expectation(str(path), number, clause.strip())


def directives(path):
    """`// key: value` lines at the head of a file, in front of a comment or behind it."""
    found, in_comment = {}, False
    with open(path, encoding="utf-8") as lines:
        for text in lines:
            match = re.match(r"// (\w+): (.*)$", text)
            if in_comment or text.startswith("/*"):
                in_comment = "*/" not in text
            elif match:
                found[match[1]] = match[2].strip()
            elif not text.startswith("//"):
                break
    return found
