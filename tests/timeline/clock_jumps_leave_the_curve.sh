# The wall clock jumps back an hour while memprof samples: the times in the file go on evenly.
. "$(dirname "$0")/support.bash"

cat >jump.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *now)
{
	static int (*real)(clockid_t, struct timespec *);
	static int calls;
	if (!real)
		real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
	int result = real(clock, now);
	if (clock == CLOCK_REALTIME && ++calls > 1)
		now->tv_sec -= 3600;
	return result;
}
C
${CC:-cc} -shared -fPIC -o jump.so jump.c -ldl || skip "no compiler"
LD_PRELOAD=$PWD/jump.so "$memprof" run --quiet -T 0.02 -o jump.dat env -u LD_PRELOAD "$programs/curve" >/dev/null || fail "run"
awk '/^MEM / { if (last && ($3 < last || $3 > last + 1)) bad++; last = $3; n++ }
	END { exit bad || n < 20 }' jump.dat || fail "times jump"
exit 0
