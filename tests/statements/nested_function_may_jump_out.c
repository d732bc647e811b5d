// compilers: gcc*
#include <stdlib.h>

static void call(void (*f)(int), int n) //= calls 3 net=111
{
	f(n); //= 3 +111
	n++; //= 1
}

int main(void)
{
	__label__ out;
	int tries = 0;
	static void *kept[3];

	void leave(int n) //= calls 3 net=111
	{
		kept[n] = malloc(n == 0 ? 1 : n == 1 ? 10 : 100); //= 3 +111
		if (n != 0) //= 3
			goto out; //= 2
	} //= none

	call(leave, 0); //= 1 +1
out: //= none
	if (tries < 2) //= 3
		call(leave, ++tries); //= 2 +110
	return tries != 2; //= 1
}
