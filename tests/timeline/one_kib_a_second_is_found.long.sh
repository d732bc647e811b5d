# A leak of 1 KiB a second, in 40 s of exact heap: found, with its rate and its line.
. "$(dirname "$0")/support.bash"
need_memcc
line=$(grep -n 'the leak \*/' "$here/live/leak.c" | cut -d: -f1)

"$memcc" -fmemprof -g -O2 -pthread -o leak "$here/live/leak.c" || fail "build"
MEMCC_OPTIONS=quiet=1 "$memprof" run --quiet -o slow.dat ./leak 1 1000 40 0 || fail "run"
"$memprof" plot --terminal slow.dat >out || fail "plot"
sed -n '/^[a-z]*:/,$p' out
rate=$(sed -n 's/^staircase.* rises by \([0-9.]*\) MiB an hour.*/\1/p' out)
true_that "${rate:-0} > 0.9 * 3600 / 1024 && $rate < 1.1 * 3600 / 1024" || fail "rate: $rate MiB an hour"
awk '/lines that hold it/ { getline; print }' out | grep -q "leak.c:$line  keep  from " || fail "not its line"
stat -c '%n: %s bytes' slow.dat
[ "$(stat -c %s slow.dat)" -lt 40000 ] || fail "the file is large for so little news"
exit 0
