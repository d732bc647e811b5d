#include <stdlib.h>

static void *
make(int n)     //= calls 3 net=6 entry=100
{               //= none
	return malloc(n); //= 3 +6
}

static void never( //= calls 0
    void)
{
	exit(3); //= 0
}

int main(void) //= calls 1 entry=0 net=0
{
	void *first = malloc(100); //= 1 +100
	for (int i = 1; i <= 3; i++) //= 4
		*(void **)first = make(i), free(*(void **)first); //= 3 allocs=0 frees=3 freed=6
	if (!first)
		never();
	free(first); //= 1 -100
	return 0;
}
