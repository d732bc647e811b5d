/* leak KIB MS SECONDS THREADS: keeps KIB more every MS, for so many seconds; beside it, threads
 * allocate and free without end. What leaks is in keep(). */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __MEMCC__
#define PROFILE __attribute__((profile))
#else
#define PROFILE
#endif

struct node {
	struct node *next;
	char bytes[];
};

static struct node *head;

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

PROFILE static void keep(size_t size)
{
	struct node *node = malloc(sizeof *node + size); /* the leak */
	memset(node->bytes, 1, size);
	node->next = head;
	head = node;
}

PROFILE static void work(unsigned *seed)
{
	size_t size = 1000 + (size_t)rand_r(seed) % 300000;
	char *buffer = malloc(size);
	memset(buffer, 2, size);
	pause_ms(1 + rand_r(seed) % 5);
	free(buffer);
}

static void *worker(void *argument)
{
	unsigned seed = (unsigned)(size_t)argument;
	for (;;)
		work(&seed);
	return NULL;
}

int main(int argc, char **argv)
{
	size_t kib = argc > 1 ? (size_t)atoi(argv[1]) : 64;
	long ms = argc > 2 ? atol(argv[2]) : 20;
	double seconds = argc > 3 ? atof(argv[3]) : 5;
	size_t threads = argc > 4 ? (size_t)atoi(argv[4]) : 4;
	for (size_t i = 0; i < threads; i++) {
		pthread_t thread;
		pthread_create(&thread, NULL, worker, (void *)i);
	}
	for (double done = 0; done < seconds; done += (double)ms / 1000) {
		if (kib)
			keep(kib << 10);
		pause_ms(ms);
	}
	return 0;
}
