// profile: -fmemprof -fmemprof-functions=main,inside
// only: inside main
#include <stdlib.h>

static void *helper(int n) //= none
{
	void *scratch = malloc(1000); //= none
	free(scratch); //= none
	return malloc(n); //= none
}

static void *inside(int n) //= calls 1 net=20
{
	return helper(n); //= 1 +20 peak=1000 allocs=2 allocated=1020 frees=1 freed=1000 retained=0
}

static void *between(int n) //= none
{
	void *p = malloc(1); //= none
	void *q = inside(n); //= none
	free(p); //= none
	return q;
}

int main(void)
{
	void *p = helper(10); //= 1 +10 peak=1000 allocs=2 frees=1
	void *q = between(20); //= 1 +20 peak=1001 allocs=1 allocated=1 frees=1 freed=1
	free(p); //= 1 -10
	free(q); //= 1 -20
	return 0;
}
