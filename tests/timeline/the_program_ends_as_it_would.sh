# Output, exit status and signals are the program's own.
. "$(dirname "$0")/support.bash"

"$memprof" run --quiet -- sh -c 'cat; echo error >&2; exit 7' <<<input >out 2>err
expect "exit status" $? 7
expect "output" "$(cat out)" input
expect "error output" "$(cat err)" error

# The shell sees the death by a signal, not an exit with a number.
/usr/bin/python3 - "$memprof" <<'PYTHON' || fail "signals"
import subprocess, sys
for number in (6, 9, 11, 15):
    code = subprocess.call([sys.argv[1], "run", "--quiet", "sh", "-c", "kill -%d $$" % number])
    assert code == -number, (number, code)
PYTHON

"$memprof" run --quiet ./no_such_program 2>err
expect "not found" $? 127
grep -q "cannot run ./no_such_program" err || fail "no word of it: $(cat err)"
touch not_executable
"$memprof" run --quiet ./not_executable 2>err
expect "not executable" $? 126

# A signal sent to memprof reaches the program, which decides.
"$memprof" run --quiet -o term.dat sh -c 'trap "echo got it; exit 3" TERM; echo ready; while :; do sleep 0.05; done' >out &
wait_for 10 grep -q ready out || fail "did not start"
kill -TERM $!
wait $!
expect "status after TERM" $? 3
grep -q "got it" out || fail "TERM did not reach the program"
grep -q "^END .* exit 3$" term.dat || fail "no END in the file"

# Ctrl-C: the terminal sends it to both, so does the pseudo terminal here; the data is kept.
/usr/bin/python3 - "$memprof" <<'PYTHON' || fail "Ctrl-C"
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], "run", "--quiet", "-o", "int.dat", "sleep", "100"])
for _ in range(200):
    time.sleep(0.05)
    if os.path.exists("int.dat") and "\nMEM " in open("int.dat").read():
        break
os.write(terminal, b"\x03")
status = os.waitpid(pid, 0)[1]
assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == 2, status
PYTHON
grep -q "^END .* signal 2$" int.dat || fail "Ctrl-C lost the end"
exit 0
