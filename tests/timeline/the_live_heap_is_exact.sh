# Of a program built with memcc: each sample's heap is, to the byte, what the program held at that
# time; brackets, marks, the last state and the peak are right.
. "$(dirname "$0")/support.bash"
need_memcc

"$memcc" -fmemprof -g -O2 -o steps "$here/live/steps.c" || fail "build"
MEMCC_OPTIONS=quiet=1 "$memprof" run --quiet -T 0.005 -o live.dat ./steps >truth || fail "run"
MEMCC_OPTIONS=quiet=1 "$memprof" run --quiet -T 0.005 --backend heap -o heap.dat ./steps >/dev/null || fail "run --backend heap"
/usr/bin/python3 - <<'PYTHON' || fail "figures"
truth = [(float(t), int(v)) for t, v in (line.split() for line in open("truth"))]
records = [line.split() for line in open("live.dat")]
heap = [(float(r[2]), int(r[1])) for r in records if r[0] == "HEAP"]
checked = wrong = 0
for time, value in heap:
    before = [v for t, v in truth if t <= time - 0.004][-1:]
    near = before + [v for t, v in truth if time - 0.004 < t < time + 0.001]
    if not before or time > truth[-1][0]:
        continue
    checked += 1
    # What is not the program's own: recurse's and hot's byte or sixteen come later.
    wrong += value not in near
print(len(heap), "heap samples,", checked, "checked,", wrong, "wrong")
assert checked > 150 and wrong <= checked * 0.02
assert heap[-1][1] == truth[-1][1], (heap[-1], truth[-1])

calls = [(r[1], float(r[3]), float(r[5]), int(r[6])) for r in records if r[0] == "FUNC"]
step = [c for c in calls if c[0] == "steps.step"]
assert step, calls
start, end = truth[0][0], [t for t, v in truth][2 * 40 - 1]
assert min(c[1] for c in step) < start + 0.05 and max(c[2] for c in step) > end - 0.05, (step, start, end)
deep = [c for c in calls if c[0] == "steps.recurse"]
assert max(c[3] for c in deep) >= 39 and max(c[2] - c[1] for c in deep) > 0.25, deep
# hot is open for far less than the time between two samples, one of which may meet it all the same:
# counts tell that it is at work.
hot = [c for c in calls if c[0] == "steps.hot"]
assert 1 <= len(hot) < 40, hot
work = [c for c in hot if c[3] > max(c[3] for c in deep)]
assert work and work[-1][2] > end + 0.5 and work[-1][2] - work[0][1] > 0.1, (hot, end)
assert len(calls) < 600, len(calls)
marks = [r for r in records if r[0] == "MARK"]
assert [r[3] for r in marks] == ["half"] and abs(float(marks[0][2]) - end - 0.03) < 0.03, (marks, end)
block = [c for c in calls if c[0] == ".givingback"]
assert len(block) == 1 and abs(block[0][1] - float(marks[0][2])) < 0.2 and 0.15 < block[0][2] - block[0][1] < 3, block
assert records[-1][0] == "END"
PYTHON
profile=$(sed -n 's/^PROFILE //p' live.dat)
[ -s "$profile" ] || fail "no line profile"
peak=$("$memprof" peak live.dat | awk '/Heap/ { print $2 }')
wanted=$(awk '$2 > m { m = $2 } END { printf "%.3f", (m) / 1048576 }' truth)
expect "heap peak" "$peak" "$wanted"
expect "peak of --backend heap" "$("$memprof" peak heap.dat | awk 'NR == 1 { print $(NF - 1) }')" "$wanted"
"$memprof" stat ./steps 2>&1 >/dev/null | grep -q "heap peak $wanted MiB" || fail "stat says another peak"
if [ -x /usr/bin/python3-mprof ]; then
	mprof plot --flame -o flame.png live.dat && mprof plot -o flat.png live.dat || fail "mprof"
	mprof peak --func steps.step live.dat | grep -q "MiB" || fail "mprof peak --func"
fi
exit 0
