/* torture.c - allocator workload: each of THREADS threads does MILLIONS of malloc/free pairs of 16
 * to 256 bytes over a live set of 10,000 blocks, and nothing else. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIVE = 10000, MAX_THREADS = 64 };

static long pairs;

static void *churn(void *seed)
{
	void **live = calloc(LIVE, sizeof *live);
	uint32_t state = (uint32_t)(uintptr_t)seed;
	uintptr_t bytes = 0;

	if (!live)
		exit(1);
	for (long i = 0; i < pairs; i++) {
		state = state * 1664525u + 1013904223u;
		uint32_t at = (state >> 8) % LIVE;
		size_t size = 16 + (state >> 24) % 241;

		free(live[at]);
		live[at] = malloc(size);
		bytes += size;
	}
	for (int i = 0; i < LIVE; i++)
		free(live[i]);
	free(live);
	return (void *)bytes;
}

int main(int argc, char **argv)
{
	double millions = argc > 1 ? atof(argv[1]) : 1;
	int threads = argc > 2 ? atoi(argv[2]) : 1;
	pthread_t ids[MAX_THREADS];
	uintptr_t bytes = 0;

	if (threads < 1 || threads > MAX_THREADS)
		return 2;
	pairs = (long)(millions * 1e6) / threads;
	for (int i = 1; i < threads; i++)
		if (pthread_create(&ids[i], NULL, churn, (void *)(uintptr_t)(i + 1)))
			return 1;
	bytes = (uintptr_t)churn((void *)1);
	for (int i = 1; i < threads; i++) {
		void *result;

		pthread_join(ids[i], &result);
		bytes += (uintptr_t)result;
	}
	printf("%lu bytes\n", (unsigned long)bytes);
	return 0;
}
