# -C adds descendants to the curve, -M gives each its own; a grandchild stays known when its parent
# has ended.
. "$(dirname "$0")/support.bash"

"$memprof" run --quiet -T 0.02 -C -o sum.dat "$programs/family" || fail "run -C"
top=$("$memprof" peak sum.dat | awk 'NR == 1 { print $(NF - 1) }')
true_that "$top > 56 && $top < 66" || fail "sum is $top, of 16 + 32 + 8 MiB"
"$memprof" run --quiet -T 0.02 -M -o each.dat "$programs/family" || fail "run -M"
"$memprof" peak each.dat >peaks
expect "children" "$(grep -c Child peaks)" 3
for mib in 8 16 32; do
	awk -v m=$mib '/Child/ && $3 > m && $3 < m + 2.5 { found = 1 } END { exit !found }' peaks ||
		fail "no child of $mib MiB: $(cat peaks)"
done
own=$(awk 'NR == 1 { print $(NF - 1) }' peaks)
true_that "$own < 8" || fail "without -C the children are in the sum: $own"
# The grandchild lives a second longer than its parent.
/usr/bin/python3 - <<'PYTHON' || fail "the grandchild was lost with its parent"
times = {}
for line in open("each.dat"):
    if line.startswith("CHLD "):
        _, pid, mib, time = line.split()
        first, last, most = times.get(pid, (float(time), 0, 0))
        times[pid] = (first, float(time), max(most, float(mib)))
by_size = sorted(times.values(), key=lambda t: t[2])
assert by_size[0][1] > by_size[2][1] + 0.7, times
PYTHON
exit 0
