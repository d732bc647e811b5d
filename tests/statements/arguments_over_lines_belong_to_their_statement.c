#include <stdlib.h>

static void *pick(void *a, void *b, int size) //= calls 1
{
	free(a); //= 1 -5
	free(b); //= 1 -7
	return malloc(size); //= 1 +100
}

int main(void)
{
	void *p = pick( //= 1 +100 allocs=2 allocated=12 frees=0 retained=0
	    malloc(5), //= none
	    malloc( //= none
	        7), //= none
	    100); //= none
	free(p); //= 1 -100
	return 0;
}
