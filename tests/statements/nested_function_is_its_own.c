// compilers: gcc*
#include <stdlib.h>

static int apply(int (*f)(int), int n)
{
	return f(n); //= 3 +12
}

int main(void) //= calls 1
{
	void *kept[10];
	int count = 0;

	int keep(int n) //= calls 3 net=12
	{ //= none
		kept[count++] = malloc(n); //= 3 +12
		return count; //= 3
	} //= none

	for (int i = 3; i < 6; i++) //= 4
		if (apply(keep, i) == 3) //= 3 +12 allocs=0
			count = 3; //= 1
	while (count) //= 4
		free(kept[--count]); //= 3 -12
	return 0;
}
