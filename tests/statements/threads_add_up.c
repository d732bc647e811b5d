// flags: -pthread
// link: -pthread
#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 4, ROUNDS = 1000 };

static int work(int n) //= calls 4004 net=0
{
	char *p = malloc(n); //= 4004 +40040 peak=10 allocs=4004
	p[0] = 1; //= 4004
	free(p); //= 4004 -40040 frees=4004
	return 1; //= 4004
}

static void *run(void *kept) //= calls 4 net=400
{
	int sum = 0; //= 4
	for (int i = 0; i < ROUNDS; i++) //= 4004
		sum += work(10); //= 4000 peak=10
	*(void **)kept = malloc(100); //= 4 +400 retained=0
	return sum == ROUNDS ? kept : NULL; //= 4
}

int main(void)
{
	pthread_t ids[THREADS];
	void *kept[THREADS], *result;
	int bad = 0;
	for (int i = 0; i < THREADS; i++) //= 5
		bad += pthread_create(&ids[i], NULL, run, &kept[i]); //= 4 +?
	for (int i = 0; i < 4; i++) //= 5
		work(10); //= 4
	for (int i = 0; i < THREADS; i++) { //= 5
		pthread_join(ids[i], &result); //= 4 +?
		bad += result != &kept[i]; //= 4
		free(kept[i]); //= 4 -400 frees=4
	}
	return bad;
}
