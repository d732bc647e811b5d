#include <stdlib.h>

static inline void *doubled(int n) //= calls 2 net=210
{
	n *= 2; //= 2
	return malloc(n); //= 2 +210 peak=200
}

static inline int hidden(void) //= calls 1
{
	return 1; //= 1
}
