# --break-at: without a debugger the program stops and goes on when told; in gdb it stops at the
# statement that passes the limit, exactly.
. "$(dirname "$0")/support.bash"
need_memcc

cat >grow.c <<'C'
#include <stdio.h>
#include <stdlib.h>
static void *blocks[100];
__attribute__((profile)) static void grow(int i)
{
	blocks[i] = malloc(i < 50 ? 1000 : 2000);
}
int main(void)
{
	for (int i = 0; i < 100; i++)
		grow(i);
	return 5;
}
C
"$memcc" -fmemprof -g -O0 -o grow grow.c || fail "build"
"$memprof" run --quiet --break-at 70000 -o stop.dat ./grow 2>err &
wait_for 10 grep -qs "break_at: 70000 bytes pass" err || fail "did not stop: $(cat err)"
pid=$(awk '/^MEMPROF/ { print $5 }' stop.dat)
wait_for 5 grep -q '^State:.T' "/proc/$pid/status" || fail "is not stopped"
kill -CONT "$pid"
wait $!
expect "exit status" $? 5
if command -v gdb >/dev/null; then
	MEMCC_OPTIONS=break_at=70000:quiet=1 gdb -q -batch -ex run -ex 'frame function grow' \
		-ex 'print i' -ex continue ./grow >gdb.out 2>&1
	grep -q 'SIGTRAP' gdb.out || fail "no SIGTRAP: $(tail -5 gdb.out)"
	grep -q '^\$1 = 59$' gdb.out || fail "not at the statement: $(cat gdb.out)"
	grep -q 'exited with code 05' gdb.out || fail "did not go on: $(tail -3 gdb.out)"
fi
MEMCC_OPTIONS=break_at=nothing ./grow 2>err
expect "status with a bad option" $? 5
grep -q "ignored 'break_at=nothing'" err || fail "said: $(cat err)"
"$memprof" run --break-at nothing ./grow 2>err && fail "bad size"
exit 0
