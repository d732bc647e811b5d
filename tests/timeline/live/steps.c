/* Known heap: a block more every 30 ms, sizes by a rule; says before and after each what it holds.
 * step() is open for most of the time, hot() is entered some thousand times a second, recurse() has
 * forty activations open for 300 ms. */
#include <memprof.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define STEPS 40

static char output[65536]; /* stdio must not allocate */
static long long held;

static void say(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	printf("%lld.%09ld %lld\n", (long long)now.tv_sec, now.tv_nsec, held);
}

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

MEMPROF static void *step(int i)
{
	size_t size = 1000 + (size_t)i * 777;
	say();
	void *block = malloc(size);
	held += (long long)size;
	say();
	pause_ms(30);
	return block;
}

MEMPROF static void hot(int size)
{
	free(malloc((size_t)size));
	held += 0;
}

MEMPROF static void recurse(int depth)
{
	if (depth)
		recurse(depth - 1);
	else
		pause_ms(300);
	free(malloc(1));
}

int main(void)
{
	static void *blocks[STEPS];
	setvbuf(stdout, output, _IOFBF, sizeof output);
	for (int i = 0; i < STEPS; i++)
		blocks[i] = step(i);
	memprof_mark("half");
	memprof_block_begin("giving back");
	for (int i = 0; i < STEPS; i += 2) {
		say();
		free(blocks[i]);
		held -= 1000 + i * 777;
		say();
		pause_ms(10);
	}
	memprof_block_end("giving back");
	recurse(40);
	for (int i = 0; i < 2000; i++) {
		hot(16);
		if (i % 4 == 0)
			nanosleep(&(struct timespec){0, 300000}, NULL);
	}
	return 0;
}
