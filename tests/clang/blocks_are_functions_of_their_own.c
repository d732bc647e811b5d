#include <stdlib.h>

/* Of the runtime for blocks, programs that copy none need no more. */
void *_NSConcreteStackBlock[32], *_NSConcreteGlobalBlock[32];

typedef int (^step)(int);

static int twice(step f) //= calls 1
{
	return f(1) + //= 1 +30
	       f(2); //= none
}

static void *kept[3];

int main(void)
{
	int base = 10; //= 1
	int sum = twice(^(int n) { //= 1 +30
		kept[n] = malloc(n * base); //= 2 +30 allocs=2
		if (n > 1) //= 2
			sum_up: //= none
			base + n; //= 1
		return n; //= 2
	});
	step global = ^(int n) { //= 1
		return n + 1; //= 1
	};
	sum += global(1); //= 1
	free(kept[1]); //= 1 -10
	free(kept[2]); //= 1 -20
	return sum != 5; //= 1
}
