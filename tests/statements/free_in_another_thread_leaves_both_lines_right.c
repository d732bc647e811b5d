// flags: -pthread
// link: -pthread
#include <pthread.h>
#include <stdlib.h>

static void *make(void *unused) //= calls 1 net=500
{
	(void)unused;
	return malloc(500); //= 1 +500 allocs=1 retained=0
}

static void *drop(void *p) //= calls 1 net=-300
{
	free(p); //= 1 -300 frees=1 freed=300
	return NULL;
}

int main(void)
{
	pthread_t id;
	void *p, *q = malloc(300); //= 1 +300 retained=0
	pthread_create(&id, NULL, make, NULL);
	pthread_join(id, &p);
	free(p); //= 1 -500 frees=1 freed=500
	pthread_create(&id, NULL, drop, q);
	pthread_join(id, NULL);
	return 0;
}
