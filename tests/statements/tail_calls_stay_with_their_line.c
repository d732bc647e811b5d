// recursive: count_down
#include <stdlib.h>

static void *kept[3];

static __attribute__((noinline)) void *last(int n) //= calls 2 net=30
{
	return kept[n / 10 - 1] = malloc(n); //= 2 +30
}

static __attribute__((noinline)) void *middle(int n) //= calls 2 net=30
{
	return last(n); //= 2 +30 allocs=0
}

static __attribute__((noinline)) int count_down(int n) //= calls 1001
{
	if (n == 0) //= 1001
		return 0; //= 1
	return count_down(n - 1); //= 1000
}

int main(void)
{
	middle(10); //= 1 +10
	middle(20); //= 1 +20
	return count_down(1000); //= 1
}
