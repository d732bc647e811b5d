/* hungry.c N - needs more and more of its profile while it runs: contexts, threads, depth. Says what it did. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *volatile kept[8];

static long zig(int n, unsigned path);

static long zag(int n, unsigned path)
{
	void *p = malloc(n + 1);
	long sum = n ? zig(n - 1, path / 2) : 1;

	free(p);
	return sum;
}

static long zig(int n, unsigned path)
{
	if (n == 0)
		return 1;
	if (path & 1)
		return zig(n - 1, path / 2);
	if (path & 2)
		return zag(n - 1, path / 2);
	return zag(n - 1, path / 2) + 1;
}

static long deep(int n)
{
	long sum = 1;

	if (n % 64 == 0)
		free(malloc(10));
	if (n)
		sum += deep(n - 1);
	return sum;
}

static void *work(void *number)
{
	long *result = number, sum = 0;

	for (unsigned path = 0; path < 600; path++)
		sum += zig((int)(*result % 3) + 9, path);
	kept[*result % 8] = malloc(100);
	*result = sum;
	return NULL;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 3;
	pthread_t ids[16];
	pthread_attr_t small;
	long numbers[16], sum = 0;

	setvbuf(stdout, NULL, _IONBF, 0);
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	for (int i = 0; i < count && i < 16; i++) {
		numbers[i] = i;
		if (pthread_create(&ids[i], &small, work, &numbers[i]))
			return 3;
	}
	for (int i = 0; i < count && i < 16; i++) {
		pthread_join(ids[i], NULL);
		sum += numbers[i];
	}
	printf("%ld %ld\n", sum, deep(4000));
	return 5;
}
