/* An inline definition for inlining only, as gnu_inline makes one, of the program's own. */
#include <stdlib.h>

extern inline __attribute__((gnu_inline, always_inline)) void *get(int n) //= calls 2
{
	n++;		  //= 2
	return malloc(n); //= 2 +9
}

int main(void)
{
	void *p = get(3); //= 1 +4
	void *q = get(4); //= 1 +5
	free(p);	  //= 1 -4
	free(q);	  //= 1 -5
	return 0;	  //= 1
}
