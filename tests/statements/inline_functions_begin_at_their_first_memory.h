#include <stdlib.h>

extern volatile int flag;
int outside(int n);
int other(void);

static inline int stops(void) //= calls 2 entry=0
{
	return flag; //= 2 mem=0
}

static inline int at(int n) //= calls 2 entry=0
{
	return outside(n); //= 2 mem=0
}
