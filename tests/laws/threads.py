#!/usr/bin/env python3
"""Law 5: N threads that each do W count exactly N times what one thread doing W counts."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import start  # noqa: E402

ADDS_UP = ("occurrences", "increment", "allocs", "allocated", "frees", "freed", "retained")
WORKERS = ("work", "leaf", "recurse")


def figures(report):
    found = {}
    for function in report["functions"]:
        if function["name"] in WORKERS:
            found[function["name"], "header"] = {key: function[key] for key in ("calls", "net_bytes")}
            for row in function["lines"]:
                found[function["name"], row["line"]] = {key: row[key] for key in ADDS_UP}
                found[function["name"], row["line"], "peak"] = {"peak": row["peak"]}
    return found


def main(test):
    for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
        made = test.profiled("threads", *flags)
        done, report = test.run(made, "1")
        one = figures(report)
        test.check(done.returncode == 0 and len(one) > 10, f"{flags}: {len(one)} rows, exit {done.returncode}")
        for count in (2, 8, 33):
            done, report = test.run(made, str(count))
            test.check(done.returncode == 0, f"{flags} {count} threads: exit {done.returncode} {done.stderr}")
            many = figures(report)
            test.obeys(report, f"{flags} {count} threads", recursive=("recurse",))
            for where, row in one.items():
                factor = 1 if "peak" in where else count
                wanted = {key: factor * value for key, value in row.items()}
                test.check(many.get(where) == wanted, f"{flags} {count} × {where}: expected {wanted}, got {many.get(where)}")


start(__doc__, main)
