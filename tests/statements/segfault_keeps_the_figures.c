// exit: SIGSEGV
// ended: killed
#include <stdlib.h>

static int read_at(volatile int *p) //= calls 2 net=20
{
	malloc(10); //= 2 +20
	return *p; /* a count may be behind by what ran since the last call */
}

int main(void)
{
	int n = 5;
	n += read_at(&n); //= 1 +10
	n += read_at((int *)16L); //= 1 +10
	return n; //= 0
}
