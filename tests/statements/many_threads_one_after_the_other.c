// flags: -pthread
// link: -pthread
#include <pthread.h>
#include <stdlib.h>

static void *work(void *slot) //= calls 500 net=5000
{
	*(void **)slot = malloc(10); //= 500 +5000 allocs=500 retained=0
	return NULL; //= 500
}

int main(void)
{
	for (int i = 0; i < 500; i++) { //= 501
		pthread_t id;
		void *slot = NULL; //= 500
		if (pthread_create(&id, NULL, work, &slot)) //= 500 +?
			return 1; //= 0
		pthread_join(id, NULL); //= 500 +?
		free(slot); //= 500 -5000 frees=500 freed=5000
	}
	return 0;
}
