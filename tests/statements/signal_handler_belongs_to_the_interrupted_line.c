#include <signal.h>
#include <stdlib.h>

static void *kept[10];
static int count;

static void on_signal(int number) //= calls 3 net=30
{
	(void)number; //= 3
	kept[count++] = malloc(10); //= 3 +30 retained=0
}

int main(void)
{
	signal(SIGUSR1, on_signal); //= 1
	for (int i = 0; i < 3; i++) //= 4
		raise(SIGUSR1); //= 3 +30 allocs=0
	while (count) //= 4
		free(kept[--count]); //= 3 -30
	return 0;
}
