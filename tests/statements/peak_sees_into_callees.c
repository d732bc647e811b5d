// peak: 1000
#include <stdlib.h>

static void outer(int n) //= calls 2 net=0
{
	void *p = malloc(n); //= 2 +500 peak=400
	void *q = malloc(600 - n); //= 2 +700 peak=500
	free(p); //= 2 -500 peak=0
	free(q); //= 2 -700
}

static void *keep(int n)
{
	void *p = malloc(n); //= 1 +50 peak=50
	void *q = malloc(7); //= 1 +7
	free(q); //= 1 -7 peak=0
	return p;
}

int main(void)
{
	void *base = malloc(400); //= 1 +400 peak=400
	outer(100); //= 1 peak=600 allocs=0
	outer(400); //= 1 peak=600
	void *p = keep(50); //= 1 +50 peak=57
	free(base), base = malloc(100), free(p); //= 1 -350 peak=0
	void *q = malloc(1); //= 1 +1 peak=1
	free(base), base = malloc(150), q = realloc(q, 20); //= 1 +69 peak=69
	free(base), free(q); //= 1 -170 peak=0
	return 0; //= 1 peak=0
}
