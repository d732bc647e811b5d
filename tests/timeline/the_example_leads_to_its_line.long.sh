# docs/timeline.md: three commands from the curve of examples/timeline/sessions.c to its line.
. "$(dirname "$0")/support.bash"
need_memcc
source=$here/../../examples/timeline/sessions.c
line=$(grep -n 'struct session \*session = malloc' "$source" | cut -d: -f1)

cp "$source" .
"$memcc" -fmemprof -g -O2 -pthread sessions.c -o sessions || fail "build"
MEMCC_OPTIONS=quiet=1 "$memprof" run --quiet ./sessions 20 >/dev/null || fail "run"
"$memprof" plot --terminal >out || fail "plot"
sed -n '/^[a-z]*:/,$p' out
grep -q "^staircase.*A sawtooth stands on it" out || fail "not read as a stair with teeth"
awk '/lines that hold it/ { getline; print }' out | grep -q "sessions.c:$line  new_session  from [0-9.]* to [0-9.]* MiB$" ||
	fail "the first line is not sessions.c:$line"
"$memprof" report >report || fail "report"
grep -q "^Curve:   staircase" report || fail "the report does not say what the curve is"
grep -q "^ *grows with it: sessions.c:$line (new_session) retains from [0-9.]* to [0-9.]* MiB$" report ||
	fail "the report does not say what grows"
exit 0
