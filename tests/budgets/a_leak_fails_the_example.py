#!/usr/bin/env python3
"""examples/budgets with the free taken out: its ctest fails, names the line, and keeps the profile;
three such tests at a time do not mix their profiles."""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from checking import check, failed, verdict  # noqa: E402

NAMES = ["again.x", "again-x", "again_x"]  # to be told apart


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--example", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--ctest", required=True)
    o = parser.parse_args()
    work = o.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(o.example, work / "source")
    (work / "source/.git").mkdir()
    source = work / "source/lru.c"
    text = source.read_text()
    check(text.count("free(*place);") == 1, "the example has no such line any more")
    source.write_text(text.replace("free(*place);", "(void)place;"))
    with open(work / "source/CMakeLists.txt", "a") as out:
        for i in range(3):
            print(f"memprof_add_test(NAME {NAMES[i]} COMMAND fill {100 + i} CHECK_OPTIONS --no-comments\n"
                  f"                 BUDGETS ../again_{i}.budgets)", file=out)
            # Two lines are called once a text: profiles that were mixed would show.
            (work / f"again_{i}.budgets").write_text(f"lru_put: calls == {100 + i}\n")
        print("add_executable(warm lru.c tests/fill.c)\ntarget_include_directories(warm PRIVATE .)\n"
              "target_memprof(warm ALL MODE calls)\nmemprof_add_test(NAME warm COMMAND warm 200 FIRST_CALLS 2\n"
              "                 CHECK_OPTIONS --no-comments BUDGETS ../warm.budgets)", file=out)
        (work / "warm.budgets").write_text("lru_put: calls == 198 from call 3\n")
    build = work / "build"
    for command in (["cmake", "-S", work / "source", "-B", build, f"-Dmemcc_DIR={o.build.resolve()}/lib/cmake/memcc"],
                    ["cmake", "--build", build]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run([o.ctest, "--test-dir", build, "--output-on-failure", "-j4"], capture_output=True, text=True)
    check(done.returncode != 0, "the leak passes")
    check(re.search(r"lru\.c:23:8: error: retained [\d.]+ \S+ is not the budgeted 0 B", done.stdout), "the line is not named")
    check("To accept it, change the budget where it stands." in done.stdout, "nothing says how to accept it")
    for i in range(3):
        check(re.search(rf"{re.escape(NAMES[i])} \.+ +Passed", done.stdout), f"{NAMES[i]} does not pass")
    check(re.search(r"warm \.+ +Passed", done.stdout), "first calls are not kept apart")
    kept = re.search(r"the profile:\s+(\S+)", done.stdout)
    check(kept and pathlib.Path(kept[1]).exists(), "the profile of the failure is not kept")
    if failed():
        print(done.stdout, done.stderr)


main()
verdict()
