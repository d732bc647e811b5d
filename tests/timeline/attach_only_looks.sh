# attach samples until the process ends, the duration is over, or a signal comes; what cannot be
# sampled is said in one line.
. "$(dirname "$0")/support.bash"

"$programs/curve" >truth & curve=$!
wait_for 5 grep -qs curve /proc/$curve/cmdline || fail "curve did not start"
"$memprof" attach --quiet -T 0.02 -o attached.dat $curve || fail "attach"
wait $curve
[ "$(grep -c '^MEM ' attached.dat)" -ge 20 ] || fail "few samples"
top=$("$memprof" peak attached.dat | awk 'NR == 1 { print $(NF - 1) }')
true_that "$top > 47 && $top < 54" || fail "peak $top"
grep -q "^CMDLINE .*curve" attached.dat || fail "no command"

sleep 30 & target=$!
before=$(date +%s%N)
"$memprof" attach --quiet -t 0.5 -o time.dat $target || fail "attach -t"
took=$((($(date +%s%N) - before) / 1000000))
[ $took -ge 450 ] && [ $took -lt 3000 ] || fail "duration 0.5 s took $took ms"
"$memprof" attach --quiet -o int.dat $target & sampler=$!
wait_for 10 grep -qs '^MEM ' int.dat || fail "no samples"
kill -INT $sampler
wait $sampler
expect "status after a signal" $? 0
kill -0 $target || fail "the target died"
kill $target

# A maximum from before is not of this timeline.
"$programs/spike" & target=$!
wait_for 10 awk '/^VmHWM:/ { exit !($2 > 60000) } END { if (!NR) exit 1 }' /proc/$target/status ||
	fail "spike did not start"
sleep 0.3
"$memprof" attach --quiet -T 0.02 -o after.dat $target || fail "attach after a spike"
wait $target
top=$("$memprof" peak after.dat | awk 'NR == 1 { print $(NF - 1) }')
true_that "$top < 10" || fail "a peak of $top MiB from before attaching"

"$memprof" attach 999999999 2>err && fail "no such process"
expect "lines of error" "$(wc -l <err)" 1
"$memprof" attach no-such-name-anywhere 2>err && fail "no such name"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	sleep 20 & target=$!
	chmod 777 .
	setpriv --reuid=65534 --clear-groups "$memprof" attach --backend pss -t 1 -o foreign.dat $target 2>err &&
		fail "another user's pss was read"
	grep -q "^memprof: error: process $target cannot be sampled by pss" err || fail "said: $(cat err)"
	kill $target
fi
exit 0
