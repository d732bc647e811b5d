# At 10 ms, each sample agrees with what the program had touched at that time, and the peak is exact
# to the page tables' grain.
. "$(dirname "$0")/support.bash"

"$memprof" run --quiet -T 0.01 -o curve.dat "$programs/curve" >truth || fail "run"
/usr/bin/python3 - <<'PYTHON' || fail "samples disagree with the program"
steps = [tuple(map(float, line.split())) for line in open("truth")]
samples = [tuple(map(float, line.split()[1:])) for line in open("curve.dat") if line.startswith("MEM ")]
# What the program had before its first step; not the least of all samples, for one may fall into its end.
base = min(m for m, t in samples if steps[0][0] + 0.015 < t < steps[1][0])
bad = checked = 0
for mib, time in samples:
    if not steps[0][0] + 0.02 < time < steps[-1][0] + 0.05:
        continue
    # From what was said last, surely before the reading, to what was said before its time stamp;
    # within a step (odd: begun, even: done) any value between is right.
    before = max(i for i, (t, v) in enumerate(steps) if t <= time - 0.015)
    last = max(i for i, (t, v) in enumerate(steps) if t <= time)
    near = [v for t, v in steps[before:last + 1 + last % 2]]
    low, high = min(near), max(near)
    checked += 1
    if not low - 0.3 <= mib - base <= high + 0.5:
        bad += 1
print(len(samples), "samples,", checked, "checked,", bad, "off")
assert checked > 60 and bad <= checked * 0.03
peak = max(m for m, t in samples)
assert abs(peak - base - 48) < 0.6, peak
PYTHON
exit 0
