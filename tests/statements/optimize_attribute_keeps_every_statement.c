// compilers: gcc*
#include <stdlib.h>

__attribute__((optimize("O3"))) static int faster(int n) //= calls 2 net=0
{
	int a = n; //= 2
	for (int i = 0; i < 3; i++) //= 8
		a += i; //= 6
	free(malloc(a)); //= 2
	return a; //= 2
}

__attribute__((optimize(0))) static int slower(int n) //= calls 1
{
	n++; //= 1
	return n; //= 1
}

#pragma GCC optimize("unroll-loops")
static int other(int n) //= calls 1
{
	while (n > 3) //= 3
		n--; //= 2
	return n; //= 1
}

int main(void) //= calls 1
{
	faster(1); //= 1
	faster(2); //= 1
	slower(1); //= 1
	other(5); //= 1
	return 0; //= 1
}
