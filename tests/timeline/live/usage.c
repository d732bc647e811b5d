/* memprof_memory_usage, of a call, of this process, of another; ends with 0 if all is as promised.
 */
#include <errno.h>
#include <memprof.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MIB (1024 * 1024)
#define CHECK(what)                                                                                \
	do {                                                                                       \
		if (!(what))                                                                       \
			return fprintf(stderr, "line %d: " #what "\n", __LINE__), 1;               \
	} while (0)

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void work(void *calls)
{
	char *block = malloc(32 * MIB);
	++*(int *)calls;
	memset(block, 1, 32 * MIB);
	pause_ms(200);
	free(block);
	pause_ms(100);
}

MEMPROF static int check(void)
{
	int64_t samples[100], largest = 0;
	int calls = 0;
	struct memprof_usage usage = {.interval_us = 10000, .samples = samples, .room = 100};
	CHECK(memprof_memory_usage_of(work, &calls, &usage) == 0);
	CHECK(calls == 1); /* never run twice */
	CHECK(usage.count > 5 && usage.count < 100);
	for (size_t i = 0; i < usage.count; i++)
		largest = samples[i] > largest ? samples[i] : largest;
	CHECK(usage.peak > 32 * MIB && usage.peak < 48 * MIB && largest == usage.peak);

	struct memprof_usage peak = {.interval_us = 10000, .timeout_us = 200000};
	CHECK(memprof_memory_usage(0, &peak) == 0);
	CHECK(peak.count > 3 && peak.count < 25 && peak.peak < 16 * MIB);
	peak.timeout_us = 0;
	CHECK(memprof_memory_usage(0, &peak) == -1 && errno == EINVAL);

	pid_t child = fork();
	if (child == 0) {
		work(&calls);
		_exit(0);
	}
	CHECK(memprof_memory_usage(child, &peak) == 0);
	CHECK(peak.count > 5 && peak.peak > 32 * MIB);
	CHECK(waitpid(child, NULL, 0) == child);
	CHECK(memprof_memory_usage(child, &peak) == -1);
	return 0;
}

int main(void)
{
	return check();
}
