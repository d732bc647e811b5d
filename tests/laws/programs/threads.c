/* threads.c - THREADS threads, each doing the same work. Nothing of it depends on who comes first. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64, ROUNDS = 3000 };

static int leaf(char **slot, int n)
{
	if (n % 3 == 0) {
		*slot = realloc(*slot, 16 + n % 64);
		memset(*slot, n, 16);
		return 1;
	}
	free(*slot);
	*slot = malloc(n % 100);
	return 0;
}

static int recurse(int n)
{
	void *p = malloc(n);
	int sum = n > 0 ? recurse(n - 1) : 0;

	free(p);
	return sum + n;
}

static void *work(void *unused)
{
	char *slots[10] = {0};
	long sum = 0;

	(void)unused;
	for (int i = 0; i < ROUNDS; i++)
		sum += leaf(&slots[i % 10], i);
	for (int i = 0; i < 10; i++)
		free(slots[i]);
	sum += recurse(10);
	return (void *)sum;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 1;
	pthread_t ids[MOST];
	long sum = 0;

	for (int i = 0; i < count && i < MOST; i++)
		if (pthread_create(&ids[i], NULL, work, NULL))
			return 1;
	for (int i = 0; i < count && i < MOST; i++) {
		void *result;

		pthread_join(ids[i], &result);
		sum += (long)result;
	}
	return sum != count * (1000 + 55L);
}
