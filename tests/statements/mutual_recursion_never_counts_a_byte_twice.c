// recursive: even odd
#include <stdlib.h>

static void *blocks[100];
static int count;
static int odd(int n);

static int even(int n) //= calls 3 net=36
{
	blocks[count++] = malloc(2); //= 3 +6
	if (n == 0) //= 3
		return 1; //= 0
	return odd(n - 1); //= 3 +34 allocs=0
}

static int odd(int n) //= calls 3 net=34
{
	blocks[count++] = malloc(10); //= 3 +30
	if (n == 0) //= 3
		return 0; //= 1
	return even(n - 1); //= 2 +24 allocs=0
}

int main(void)
{
	return even(5); //= 1 +36
}
