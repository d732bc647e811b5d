#include <stdlib.h>

static void *inner(void)
{
	return malloc(10); //= 4 +40 allocs=4 allocated=40 retained=40
}

static void **middle(void) //= calls 2 net=52
{
	static void *pair[4]; //= none
	static int used; //= none
	pair[used++] = inner(), pair[used++] = inner(); //= 2 +40 allocs=0 retained=0
	void *own = malloc(6); //= 2 +12 allocs=2 allocated=12 retained=0
	return own; //= 2
}

int main(void)
{
	void *p = middle(); //= 1 +26 allocs=0 allocated=0 peak=26
	void *q = middle(); //= 1 +26 allocs=0
	free(p), free(q); //= 1 -12 frees=2 freed=12
	return 0;
}
