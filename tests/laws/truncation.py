#!/usr/bin/env python3
"""Law 6: stopped at any instant, the profile is readable, obeys laws 1 and 2, its counts are exact up to the
last call out of profiled code, and a run that came further has counted at least as much on each line. Instants
are drawn from a seed that is printed; the full test takes 200 of each build."""

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


WAYS = {
    "exit": (7, "exit"),
    "_exit": (7, "exit"),
    "quick_exit": (7, "exit"),
    "abort": (-signal.SIGABRT, "abort"),
    "crash": (-signal.SIGSEGV, "killed"),
}


def stopped(test, made, threads, how, delay, profile):
    """Runs until it is killed, or ends in a way of its own; returns how far each thread had come by its own
    notes, and how the report should say that it ended."""
    notes = test.folder / "notes"
    notes.write_bytes(bytes(4096))
    profile.unlink(missing_ok=True)
    env = dict(os.environ, MEMCC_OPTIONS=f"file={profile}:quiet=1")
    words = [made, notes, str(threads)] + ([how, str(int(delay * 1e6))] if how in WAYS else [])
    process = subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True)
    if how not in WAYS:
        time.sleep(delay)
        if process.poll() is not None:
            raise BuildError(f"endless ended by itself: {process.returncode} {process.stderr.read()}")
        process.send_signal(how)
    status, ended = WAYS[how] if how in WAYS else (-how, "killed")
    process.wait(timeout=60)
    test.check(process.returncode == status, f"{made.name} {how}: ended with {process.returncode}, not {status}")
    process.stderr.close()
    return struct.unpack("<8Q", notes.read_bytes()[:64])[:threads], ended


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


def grows(test, runs, where):
    """Who came further counted more, or as much, on every line: threads do the same whenever they run."""
    compared = 0
    for shorter, less, name in runs:
        for longer, more, other in runs:
            if len(shorter) != len(longer) or any(a + 2 > b for a, b in zip(shorter, longer)):
                continue
            compared += 1
            smaller = {key: (value, more.get(key)) for key, value in less.items() if value > more.get(key, 0)}
            if smaller:
                test.wrong(f"{where}: {name} came to {shorter}, {other} to {longer}, but counted less: {smaller}")
                return
    test.check(compared > 0, f"{where}: no two runs to compare")


def counts(report):
    return {
        (function["name"], row["line"], key): row[key]
        for function in report["functions"]
        for row in function["lines"]
        for key in ("occurrences", "allocs", "allocated", "frees", "freed")
        if function["name"] in ("run", "keep", "descend")
    }


def main(test):
    seed = int(os.environ.get("MEMCC_TEST_SEED", "1"))
    print(f"seed {seed} (MEMCC_TEST_SEED)")
    chance = random.Random(seed)
    rounds = 200 if test.options.long else 8
    ways = [signal.SIGKILL] * 6 + [signal.SIGTERM, signal.SIGSEGV, *WAYS]
    for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
        made = test.profiled("endless", *flags)
        runs = []
        for round_ in range(rounds):
            threads = chance.choice([1, 1, 2, 3])
            how = chance.choice(ways) if round_ >= len(WAYS) else list(WAYS)[round_]
            delay = chance.uniform(0.03, 0.2)
            profile = test.folder / f"killed{round_}.memprof"
            where = f"{' '.join(flags)}, {threads} threads, {getattr(how, 'name', how)} after {delay:.3f} s, {profile}"
            notes, ended = stopped(test, made, threads, how, delay, profile)
            report = test.memcc.json(profile)
            test.check(report["ended"] == ended, f"{where}: ended {report['ended']}, expected {ended}")
            test.check(sum(notes) > 0, f"{where}: nothing had run")
            judge(test, report, notes, where)
            test.verify(profile, where)
            runs.append((notes, counts(report), profile.name))
        grows(test, runs, " ".join(flags))


start(__doc__, main)
