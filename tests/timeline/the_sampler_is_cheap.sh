# Processor time of memprof itself at 10 ms, over three seconds: a plain program, and one built with
# memcc whose heap, functions and lines are read too.
. "$(dirname "$0")/support.bash"

# $1: most percent, $2...: command. Processor time of memprof alone, its snapshots included.
share() {
	local most=$1
	shift
	/usr/bin/python3 - "$most" "$memprof" "$@" <<'PYTHON' || fail "too dear: $*"
import os, subprocess, sys, time
most, command = float(sys.argv[1]), sys.argv[2:]
before, run = time.monotonic(), subprocess.Popen(command, stdout=subprocess.DEVNULL)
ticks, last = os.sysconf("SC_CLK_TCK"), 0
while run.poll() is None:
    try: # the program's own time is not in it: that is added only when it has ended
        fields = open("/proc/%d/schedstat" % run.pid).read().split()
        last = int(fields[0]) / 1e9
    except (OSError, IndexError, ValueError):
        pass
    time.sleep(0.02)
elapsed = time.monotonic() - before
print("%.2f %% of a processor (bound: %g %%): %s" % (100 * last / elapsed, most, " ".join(command[1:])))
assert last > 0 and 100 * last / elapsed < most
PYTHON
}
share 3 run --quiet -T 0.01 -o plain.dat sleep 3
if [ -x "$memcc" ] && "$memcc" -fmemprof -g -O2 -pthread -o leak "$here/live/leak.c"; then
	export MEMCC_OPTIONS=quiet=1
	share 5 run --quiet -T 0.01 -o leak.dat ./leak 64 20 3
fi
# What is asked for is kept: at 10 ms about 100 samples a second, evenly.
/usr/bin/python3 - <<'PYTHON' || fail "the interval was not kept"
times = [float(line.split()[2]) for line in open("plain.dat") if line.startswith("MEM ")]
gaps = sorted(b - a for a, b in zip(times, times[1:]))
print(len(times), "samples written, median gap %.4f s" % gaps[len(gaps) // 2])
assert 0.009 < gaps[len(gaps) // 2] < 0.013
PYTHON
exit 0
