#!/usr/bin/env python3
"""Law 8 where things run out in the middle of a run: the disk fills up, a file may grow no more, memory, threads
or descriptors are limited. The program does as it does natively under the same limit, at most one line says what
is missing, and what the profile holds is true."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import os  # noqa: E402
import shutil  # noqa: E402

from lawtest import start  # noqa: E402
from programs import run  # noqa: E402

# name: shell commands before the program. Of a file's size units are KiB, as are those of memory.
LIMITS = {
    "no file at all": "ulimit -f 0",
    "a header": "ulimit -f 4",
    "a small file": "ulimit -f 100",
    "a medium file": "ulimit -f 300",
    "a larger file": "ulimit -f 700",
    "300 MB of addresses": "ulimit -v 300000",
    "100 MB of addresses": "ulimit -v 100000",
    "few descriptors": "ulimit -n 5",
    "an endless stack": "ulimit -s unlimited",
    "a small stack": "ulimit -s 512",
    "no core": "ulimit -c 0",
    "nowhere to write": "cd /; MEMCC_OPTIONS=file=/nowhere/%p.memprof; export MEMCC_OPTIONS",
    "no folder": "mkdir gone; cd gone; rmdir ../gone; MEMCC_OPTIONS=; export MEMCC_OPTIONS",
    "closed standard files": "exec 0<&- 2>&-",
    "all closed": "exec 0<&- 3>&1 1>&- 2>&-; exec 1>&3 3>&-",
}
DISKS = (24, 128, 256, 512)  # KiB


def outcome(done):
    return done.returncode, done.stdout


def judge(test, folder, native, made, before, where):
    profile = folder / "limited.memprof"
    profile.unlink(missing_ok=True)
    env = dict(os.environ, MEMCC_OPTIONS=f"file={profile}:quiet=1")

    def shell(executable):
        return run(["bash", "-c", f'{before}; exec "$0" 6', executable], cwd=folder, env=env, timeout=120)

    wanted, got = shell(native), shell(made)
    test.check(outcome(got) == outcome(wanted), f"{where}: {outcome(got)}, natively {outcome(wanted)}: {got.stderr}")
    said = got.stderr.splitlines()[len(wanted.stderr.splitlines()) :]
    test.check(len(said) <= 1, f"{where}: more than a line: {said}")
    test.check(all(line.startswith("memcc: ") for line in said), f"{where}: {said}")
    if profile.exists() and profile.stat().st_size >= 65536:
        test.verify(profile, f"{where} (said: {said})")
    return profile.exists()


def fill_disks(test, native, made, where):
    """A file system of its own, of so many KiB, for the profile."""
    disk = test.folder / "disk"
    disk.mkdir(exist_ok=True)
    if run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", disk]).returncode:
        print(f"{where}: no file systems to fill here")
        return
    for size in DISKS:
        shutil.rmtree(test.folder / "kept", ignore_errors=True)
        (test.folder / "kept").mkdir()
        script = (
            f"mount -t tmpfs -o size={size}k none {disk}; MEMCC_OPTIONS=file={disk}/full.memprof:quiet=1 {made} 6;"
            f" status=$?; cp {disk}/* {test.folder}/kept 2>/dev/null; exit $status"
        )
        wanted = run([native, "6"])
        done = run(["unshare", "-rm", "bash", "-c", script], timeout=120)
        here = f"{where}, {size} KiB of disk"
        test.check(outcome(done) == outcome(wanted), f"{here}: {outcome(done)}, natively {outcome(wanted)}")
        said = done.stderr.splitlines()
        test.check(len(said) == 1 and "No space left" in said[0], f"{here}: said {said}")
        for profile in (test.folder / "kept").glob("*"):
            test.verify(profile, here)


def main(test):
    native = test.native("hungry", "-O0")
    for flags in (["-O0"], ["-O2"], ["-O2", "-static"]) if test.options.long else (["-O2"],):
        made = test.profiled("hungry", *flags)
        name = " ".join(flags)
        kept = sum(judge(test, test.folder, native, made, before, f"{name}, {what}") for what, before in LIMITS.items())
        test.check(kept >= 8, f"{name}: only {kept} profiles were kept")
        fill_disks(test, native, made, name)


start(__doc__, main)
