/* endless.c FILE THREADS [WAY MICROSECONDS] - works in so many threads until it is killed, or, after so long,
 * ends by itself: by exit, _exit, quick_exit, abort or a wild pointer. The first argument is a file into which
 * each thread notes, before each call of tick(), how many it is about to make. tick() leaves
 * profiled code, so whenever the process dies the profile must know of that many ticks, or of one
 * more or fewer: what a thread is doing between two calls may be counted or not yet. */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 8 };

static volatile uint64_t *notes;

static __attribute__((no_profile, noinline)) void tick(void)
{
	__asm__ volatile("" ::: "memory");
}

static void *keep(void **list, int n)
{
	void *p = malloc(n);

	free(list[n % 16]);
	return list[n % 16] = p;
}

static int descend(void **list, int n)
{
	void *p = n % 5 ? malloc(8) : NULL;
	int sum = n ? descend(list, n - 1) : 0;

	if (n % 7 == 0)
		keep(list, 64 + n);
	free(p);
	return sum + 1;
}

#define WORK(name)                                                                                 \
	static void *name(void *note)                                                              \
	{                                                                                          \
		return run((volatile uint64_t *)note);                                             \
	}

static void *run(volatile uint64_t *note)
{
	void *list[16] = {0};

	for (uint64_t i = 1;; i++) {
		*note = i;
		tick();
		keep(list, (int)(i % 100));
		if (i % 10 == 0)
			descend(list, (int)(i % 30));
	}
	return NULL;
}
WORK(first)
WORK(second)

static void *leave(void *arguments)
{
	char **words = arguments;
	void *p = malloc(11);

	usleep(atoi(words[1]));
	if (strcmp(words[0], "exit") == 0)
		exit(7);
	if (strcmp(words[0], "_exit") == 0)
		_exit(7);
	if (strcmp(words[0], "quick_exit") == 0)
		quick_exit(7);
	if (strcmp(words[0], "abort") == 0)
		abort();
	*(volatile int *)8 = 1;
	return p;
}

int main(int argc, char **argv)
{
	int count = argc > 2 ? atoi(argv[2]) : 1;
	int file = argc > 1 ? open(argv[1], O_RDWR) : -1;
	pthread_t id;

	notes = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (notes == MAP_FAILED)
		return 1;
	if (argc > 4 && pthread_create(&id, NULL, leave, argv + 3))
		return 1;
	for (int i = 1; i < count && i < MOST; i++)
		if (pthread_create(&id, NULL, second, (void *)&notes[i]))
			return 1;
	first((void *)notes);
	return 0;
}
