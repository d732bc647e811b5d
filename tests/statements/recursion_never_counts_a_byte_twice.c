// recursive: descend both down
#include <stdlib.h>

static void *blocks[100];
static int count;

static void descend(int n) //= calls 5 net=50
{
	blocks[count++] = malloc(10); //= 5 +50 retained=50
	if (n > 1) //= 5
		descend(n - 1); //= 4 +40 allocs=0 peak=40
} //= none

static int both(int n) //= calls 15 net=0
{
	if (n == 0) //= 15
		return 0; //= 8
	void *p = malloc(100); //= 7 +700
	int sum = both(n - 1) //= 7 allocs=0 peak=200
	          + both(n - 1); //= none
	free(p); //= 7 -700
	return sum + 1; //= 7
}

static void *down(int n) //= calls 4 net=60
{
	if (n == 0)
		return NULL; //= 1
	return blocks[count++] = malloc(20 - 5 * (n - 2)), down(n - 1); //= 3 +60
}

int main(void)
{
	descend(5); //= 1 +50 peak=50
	int n = both(3); //= 1 peak=300
	down(3); //= 1 +60
	return n != 7;
}
