#!/usr/bin/env python3
"""Law 7: each way out of a program leaves the same bytes with the same lines."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import signal  # noqa: E402

from lawtest import start  # noqa: E402

# way: exit status, what the report says of the end
WAYS = {
    "exit": (7, "exit"),
    "_exit": (7, "exit"),
    "quick_exit": (7, "exit"),
    "abort": (-signal.SIGABRT, "abort"),
    "longjmp": (7, "exit"),
    "kill": (-signal.SIGKILL, "killed"),
    "term": (-signal.SIGTERM, "killed"),
    "trap": (-signal.SIGILL, "killed"),
    "exec": (0, "exec"),
}
# function: bytes its activation leaves, increments of its lines in order (0s left out)
EXPECTED = {"leave": (0, []), "second": (200, [200]), "first": (300, [100, 200]), "start": (330, [30, 300]), "main": (330, [330])}


def main(test):
    for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
        made = test.profiled("ways", *flags)
        for way, (status, ended) in WAYS.items():
            done, report = test.run(made, way)
            where = f"{' '.join(flags)} {way}"
            test.check(done.returncode == status, f"{where}: status {done.returncode}, expected {status} {done.stderr}")
            test.check(report["ended"] == ended, f"{where}: ended {report['ended']}, expected {ended}")
            test.check(report["live_bytes"] == 330, f"{where}: {report['live_bytes']} bytes live, expected 330")
            test.obeys(report, where)
            for function in report["functions"]:
                net, lines = EXPECTED[function["name"]]
                got = [row["increment"] for row in function["lines"] if row["increment"]]
                test.check(
                    function["calls"] == 1 and function["net_bytes"] == net and got == lines,
                    f"{where}: {function['name']}: {function['calls']} calls, net {function['net_bytes']}, lines {got};"
                    f" expected 1, {net}, {lines}",
                )


start(__doc__, main)
