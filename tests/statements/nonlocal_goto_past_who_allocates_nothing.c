// compilers: gcc*
#include <stdlib.h>

static void *kept;

static int leaves(void) //= calls 3 net=0
{
	__label__ out;
	void leave(void) //= calls 3 net=0
	{
		goto out; //= 3
	} //= none

	leave(); //= 3
out: //= none
	return 1; //= 3
}

static void allocates(void) //= calls 1 net=100
{
	kept = malloc(100); //= 1 +100
}

int main(void) //= calls 1
{
	for (int i = 0; i < 3; i++) //= 4
		leaves(); //= 3
	allocates(); //= 1 +100
	exit(0); //= 1
}
