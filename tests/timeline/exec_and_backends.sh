# The curve goes on through exec; pss and uss are read; a heap that nobody counts is said.
. "$(dirname "$0")/support.bash"

for backend in rss pss uss; do
	"$memprof" run --quiet -T 0.02 --backend $backend -o $backend.dat \
		sh -c "sleep 0.2; exec $programs/curve" >/dev/null || fail "run --backend $backend"
	top=$("$memprof" peak $backend.dat | awk 'NR == 1 { print $(NF - 1) }')
	true_that "$top > 47 && $top < 54" || fail "$backend: peak $top of 48 MiB"
done
"$memprof" run --backend heap -T 0.05 -o heap.dat sleep 3 2>err || fail "run --backend heap"
grep -q "warning: process .* writes no line profile" err || fail "said: $(cat err)"
grep -q '^MEM ' heap.dat || fail "no fallback"
"$memprof" run --interval 0 true 2>err && fail "interval 0"
"$memprof" run --backend bytes true 2>err && fail "unknown backend"
exit 0
