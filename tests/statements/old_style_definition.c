// flags: -std=gnu89
#include <stdlib.h>

char *make(n, extra) //= calls 2 net=33
int n; //= none
	int extra; //= none
{
	return malloc(n + extra); //= 2 +33
}

main() //= calls 1
{
	free(make(10, 1)); //= 1
	free(make(20, 2)); //= 1 peak=22
	return 0;
}
