# Too short to be sampled, no heap to be read, nothing to break, no such option: a line each.
. "$(dirname "$0")/support.bash"

"$memprof" run -o short.dat true 2>err || fail "short"
true_that "$(sed -n 's/.*peak \([0-9.]*\) MiB rss$/\1/p' err) > 0.1" || fail "no peak: $(cat err)"
"$memprof" peak short.dat >/dev/null || fail "short.dat cannot be read"

"$memprof" run --backend heap -o plain.dat sleep 0.1 2>err || fail "plain"
expect "warnings" "$(grep -c 'warning: process [0-9]* writes no line profile' err)" 1
expect "backend in the file" "$(awk '/^MEMPROF/ { b = $3 } END { print b }' plain.dat)" rss
grep -q "MiB rss$" err || fail "called a heap: $(cat err)"

"$memprof" run --break-at 1MiB -o break.dat sleep 0.1 2>err || fail "break"
grep -q "warning: --break-at: sleep left no line profile" err || fail "said: $(cat err)"

for command in run attach plot peak stat; do
	"$memprof" $command --no-such 2>err && fail "$command --no-such"
	expect "lines" "$(wc -l <err)" 1
	grep -q "^memprof: error: $command: --no-such: no such option" err || fail "said: $(cat err)"
done
"$memprof" plot -o 2>err && fail "half an option"
grep -q "^memprof: error: plot: -o: its value is missing" err || fail "said: $(cat err)"
mkdir empty && cd empty
"$memprof" plot 2>../err && fail "nothing to plot"
grep -q "error: no timelines here: .memprof run. makes them" ../err || fail "said: $(cat ../err)"

# Progress: on a terminal of its own, or when asked for.
cat >terminal.py <<'PYTHON'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
output = b""
while True:
    try:
        output += os.read(terminal, 4096)
    except OSError:
        break
os.waitpid(pid, 0)
sys.exit(0 if b" MiB  peak " in output else 3)
PYTHON
progress() { /usr/bin/python3 terminal.py "$memprof" run "$@" -o x.dat sleep 2.6; }
progress && fail "progress among the program's own output"
progress --progress || fail "no progress when asked for"
progress --progress --quiet && fail "progress in spite of --quiet"
/usr/bin/python3 terminal.py sh -c "$memprof run -o x.dat sleep 2.6 >out" || fail "no progress on a terminal"
exit 0
