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
# The resident size, where it is read at every statement.
cat >touch.c <<'C'
#include <string.h>
#include <stdlib.h>
static char *block;
__attribute__((profile)) static void touch(int i)
{
	memset(block + ((size_t)i << 20), 1, 1 << 20);
}
int main(void)
{
	block = malloc(100 << 20);
	for (int i = 0; i < 100; i++)
		touch(i);
	return 6;
}
C
"$memcc" -fmemprof -fmemprof-mode=calls -g -O0 -o touch touch.c || fail "build"
MEMCC_OPTIONS=metric=rss "$memprof" run --quiet --break-at 50MiB -o rss.dat ./touch 2>err &
wait_for 10 grep -qs "break_at: .* bytes pass" err || fail "did not stop at a resident size: $(cat err)"
pid=$(awk '/^MEMPROF/ { print $5 }' rss.dat)
wait_for 5 grep -q '^State:.T' "/proc/$pid/status" || fail "is not stopped at a resident size"
kb=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")
true_that "$kb > 50 * 1024 - 64 && $kb < 53 * 1024" || fail "stopped at $kb kB"
kill -CONT "$pid"
wait $!
expect "exit status" $? 6
MEMCC_OPTIONS=break_at=nothing ./grow 2>err
expect "status with a bad option" $? 5
grep -q "ignored 'break_at=nothing'" err || fail "said: $(cat err)"
"$memprof" run --break-at nothing ./grow 2>err && fail "bad size"
exit 0
