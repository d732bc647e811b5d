#!/usr/bin/env python3
"""A thread that runs out of contexts counts directly: every figure is the same wherever the change comes, and
the laws hold in a run that is killed after it."""

import os
import pathlib
import random
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from lawtest import canonical, differences, start  # noqa: E402

PLENTY = 1000000
NODES = ("go", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def begun(profile):
    if not profile.exists():
        return False
    with open(profile, "rb") as file:
        return file.read(7) == b"memprof"


def killed(test, made, contexts, delay):
    profile = test.folder / "killed.memprof"
    profile.unlink(missing_ok=True)
    env = dict(os.environ, MEMCC_OPTIONS=f"file={profile}:quiet=1:contexts={contexts}")
    process = subprocess.Popen([made, "1", "on"], env=env)
    while process.poll() is None and not begun(profile):
        time.sleep(0.002)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    where = f"contexts={contexts}, SIGKILL after {delay:.3f} s"
    test.obeys(test.memcc.json(profile), where, recursive=NODES)
    test.verify(profile, where)


def main(test):
    seed = int(os.environ.get("MEMCC_TEST_SEED", "1"))
    print(f"seed {seed} (MEMCC_TEST_SEED)")
    chance = random.Random(seed)
    for flags in (["-O0"], ["-O2"], ["-O2", "-fmemprof-mode=calls"]):
        made = test.profiled("many_contexts", *flags)
        os.environ["MEMCC_TEST_OPTIONS"] = f"contexts={PLENTY}"
        _, expected = test.run(made, "60")
        for contexts in (0, 1, 2, 20, 300, 5000):
            os.environ["MEMCC_TEST_OPTIONS"] = f"contexts={contexts}"
            done, report = test.run(made, "60")
            where = f"{' '.join(flags)}, contexts={contexts}"
            test.check(done.returncode == 0 and done.stderr == "", f"{where}: exit {done.returncode} {done.stderr}")
            test.check(not report["notes"], f"{where}: {report['notes']}")
            one, other = canonical(expected), canonical(report)
            test.check(one == other, f"{where}: against contexts={PLENTY}: {differences(one, other)}")
        for _ in range(40 if test.options.long else 4):
            killed(test, made, chance.choice([0, 30, 1000]), chance.uniform(0.02, 0.15))


start(__doc__, main)
