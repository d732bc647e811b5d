# A leak under the noise of four threads: the reading calls it a staircase with the right rate, and
# names the line. Without the leak, it does not.
. "$(dirname "$0")/support.bash"
need_memcc
line=$(grep -n 'the leak \*/' "$here/live/leak.c" | cut -d: -f1)

"$memcc" -fmemprof -g -O2 -pthread -o leak "$here/live/leak.c" || fail "build"
export MEMCC_OPTIONS=quiet=1
"$memprof" run --quiet -T 0.02 -o leak.dat ./leak 64 20 6 || fail "run"
"$memprof" plot --terminal leak.dat >out || fail "plot"
sed -n '/^[a-z]*:/,$p' out
grep -q "^staircase: the floor of the heap rises" out || fail "no staircase"
awk '/lines that hold it/ { getline; print }' out | grep -q "^ .*+[0-9.]*  .*leak.c:$line  keep  from [0-9.]* to [0-9.]* MiB$" ||
	fail "the first line is not leak.c:$line"
mv leak.dat mprofile_20010203040506.dat
"$memprof" report >report || fail "report"
grep -q "^Curve:   staircase: the floor" report || fail "the report does not say what the curve is"
grep -q "^ *grows with it: .*leak.c:$line (keep) retains from [0-9.]* to [0-9.]* MiB$" report ||
	fail "the report does not say what grows: $(grep -A3 ^Curve report)"
# 64 KiB every 20 ms and the time it takes, in GiB an hour.
rate=$(sed -n 's/^staircase.* rises by \([0-9.]*\) GiB an hour.*/\1/p' out)
true_that "$rate > 0.7 * 64 * 50 * 3600 / 1048576 && $rate < 64 * 50 * 3600 / 1048576 * 1.05" || fail "rate: $rate GiB an hour"

"$memprof" run --quiet -T 0.02 -o sound.dat ./leak 0 20 6 || fail "run"
"$memprof" plot --terminal sound.dat >out || fail "plot"
grep -q "^staircase" out && fail "a false alarm: $(grep ^staircase out)"
exit 0
