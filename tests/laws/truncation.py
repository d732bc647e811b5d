#!/usr/bin/env python3
"""Law 6: killed at any instant, the profile is readable, obeys laws 1 and 2, and its counts are exact up to
the last call out of profiled code. Instants are drawn from a seed that is printed."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import os  # noqa: E402
import random  # noqa: E402
import signal  # noqa: E402
import struct  # noqa: E402
import subprocess  # noqa: E402
import time  # noqa: E402

from lawtest import PROGRAMS, start  # noqa: E402
from programs import BuildError  # noqa: E402


def line_of(text):
    with open(PROGRAMS / "endless.c", encoding="utf-8") as lines:
        return next(number for number, line in enumerate(lines, 1) if line.strip() == text)


TICK, NOTE = line_of("tick();"), line_of("*note = i;")


def killed(test, made, threads, how, delay, profile):
    """Runs, waits, kills; returns how far each thread had come by its own notes."""
    notes = test.folder / "notes"
    notes.write_bytes(bytes(4096))
    profile.unlink(missing_ok=True)
    env = dict(os.environ, MEMCC_OPTIONS=f"file={profile}:quiet=1")
    process = subprocess.Popen([made, notes, str(threads)], env=env, stderr=subprocess.PIPE, text=True)
    time.sleep(delay)
    if process.poll() is not None:
        raise BuildError(f"endless ended by itself: {process.returncode} {process.stderr.read()}")
    process.send_signal(how)
    process.wait()
    process.stderr.close()
    return struct.unpack("<8Q", notes.read_bytes()[:64])[:threads]


def judge(test, report, notes, where):
    test.obeys(report, where, recursive=("descend",))
    run = [f for f in report["functions"] if f["name"] == "run"]
    if not test.check(len(run) == 1, f"{where}: no function run"):
        return
    rows = {row["line"]: row["occurrences"] for row in run[0]["lines"]}
    ticks, noted = rows.get(TICK, 0), sum(notes)
    # A thread may have been stopped between its note and the call. Or between a counter of the round and the
    # next round's note: counters lie on a few edges of the flow only, so the rest of an unfinished round, up
    # to the call that it would have come to, may count as run.
    test.check(
        abs(ticks - noted) <= len(notes), f"{where}: {ticks} ticks counted, {len(notes)} threads noted {noted}"
    )


def main(test):
    seed = int(os.environ.get("MEMCC_TEST_SEED", "1"))
    print(f"seed {seed} (MEMCC_TEST_SEED)")
    chance = random.Random(seed)
    rounds = 60 if test.options.long else 6
    for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
        made = test.profiled("endless", *flags)
        for round_ in range(rounds):
            threads = chance.choice([1, 1, 2, 3])
            how = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
            delay = chance.uniform(0.03, 0.2)
            profile = test.folder / f"killed{round_}.memprof"
            where = f"{' '.join(flags)}, {threads} threads, {how.name} after {delay:.3f} s, {profile}"
            notes = killed(test, made, threads, how, delay, profile)
            report = test.memcc.json(profile)
            test.check(report["ended"] == "killed", f"{where}: ended {report['ended']}")
            test.check(sum(notes) > 0, f"{where}: nothing had run")
            judge(test, report, notes, where)
            test.verify(profile, where)


start(__doc__, main)
