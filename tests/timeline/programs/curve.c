/* A known curve: so many MiB more every 100 ms, each page touched, then all given back. Prints for
 * each step the time and the MiB that it has touched, when it begins and when it is done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define STEPS 12
#define STEP_MIB 4

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void say(int mib)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	printf("%lld.%06ld %d\n", (long long)now.tv_sec, now.tv_nsec / 1000, mib);
	fflush(stdout);
}

int main(void)
{
	size_t size = (size_t)STEP_MIB << 20;
	char *areas[STEPS];
	say(0);
	pause_ms(100);
	for (int i = 0; i < STEPS; i++) {
		areas[i] = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
				0);
		say(i * STEP_MIB);
		memset(areas[i], 1, size);
		say((i + 1) * STEP_MIB);
		pause_ms(100);
	}
	say(STEPS * STEP_MIB);
	for (int i = 0; i < STEPS; i++)
		munmap(areas[i], size);
	say(0);
	pause_ms(100);
	return 0;
}
