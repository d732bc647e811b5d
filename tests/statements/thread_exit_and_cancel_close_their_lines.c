// flags: -pthread
// link: -pthread
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *kept[4];
static int ready[2];

/* The first pthread_exit of a process loads the unwinder: bytes of the C library's own. */
static void leave(int n) //= calls 1
{
	kept[n] = malloc(10); //= 1 +10
	pthread_exit(NULL); //= 1 +?
}

static void *leaver(void *unused) //= calls 1
{
	kept[1] = malloc(100); //= 1 +100
	leave(0); //= 1 +? allocs=0
	return unused; //= 0
}

static void wait_forever(void) //= calls 1 net=1000
{
	char byte = 0;
	kept[2] = malloc(1000); //= 1 +1000
	/* write is a place to be cancelled, too: not there */
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL); //= 1
	write(ready[1], &byte, 1); //= 1
	pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL); //= 1
	for (;;) //= 1
		pause(); //= 1
}

static void *cancelled(void *unused) //= calls 1 net=1000
{
	wait_forever(); //= 1 +1000
	return unused; //= 0
}

int main(void)
{
	pthread_t a, b;
	char byte;
	if (pipe(ready))
		return 1;
	pthread_create(&a, NULL, leaver, NULL);
	pthread_join(a, NULL);
	pthread_create(&b, NULL, cancelled, NULL);
	read(ready[0], &byte, 1);
	pthread_cancel(b);
	pthread_join(b, NULL);
	for (int i = 0; i < 3; i++) //= 4
		free(kept[i]); //= 3 -1110
	return 0; //= 1
}
