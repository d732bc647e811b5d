# memprof killed: the program goes on, and what was sampled is on disk in whole lines.
. "$(dirname "$0")/support.bash"

begun() { grep -qs "^MEM " killed.dat && [ -s pid ]; }
"$memprof" run --quiet -T 0.01 -o killed.dat sh -c 'echo $$ >pid; sleep 1.5; echo done >after' &
wait_for 10 begun || fail "no samples"
sleep 0.3
kill -KILL $!
wait $! 2>/dev/null
kill -0 "$(cat pid)" || fail "the program died with memprof"
samples=$(grep -c '^MEM [0-9.]* [0-9.]*$' killed.dat)
[ "$samples" -ge 10 ] || fail "only $samples samples were on disk"
expect "lines that are no records" "$(grep -cvE '^(CMDLINE|MEMPROF|MEM|HIGH) ' killed.dat)" 0
"$memprof" peak killed.dat || fail "the file is not readable"
wait_for 10 test -s after || fail "the program did not reach its end"
exit 0
