#!/usr/bin/env python3
"""Times `memprof report` on a profile of 100,100 statements. The promise is a second of processor
time; the time taken is printed."""
import argparse
import os
import pathlib
import resource
import subprocess
import sys

parser = argparse.ArgumentParser()
for name in ("--memprof", "--make", "--work"):
    parser.add_argument(name, required=True)
arguments = parser.parse_args()
work = pathlib.Path(arguments.work)
work.mkdir(parents=True, exist_ok=True)
profile = work / "large.memprof"
subprocess.run([arguments.make, "large", profile], check=True)


def seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


failed = False
for options in ([], ["--json"], ["--csv"], ["--top=20"], ["--verify"], ["--threads"]):
    best = None
    for attempt in range(3):
        before = seconds()
        done = subprocess.run([arguments.memprof, "report", profile, *options], check=True,
                              stdout=subprocess.PIPE)
        best = min(best or 1e9, seconds() - before)
    print(f"{best:6.3f} s  {len(done.stdout):10d} bytes  memprof report {' '.join(options)}")
    failed |= best > 1
os.unlink(profile)
sys.exit(1 if failed else 0)
