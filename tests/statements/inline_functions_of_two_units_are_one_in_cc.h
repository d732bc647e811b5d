/* With optimisation both units run copies of their own, without only one does. */
#include <stdlib.h>

inline int plain(int x) //= calls 7
{
	x++;	  //= 7
	return x; //= 7
}

inline void *deep(int n, int (*next)(int)) //= calls 4
{
	void *p = malloc(10); //= 4 +40
	if (n > 0)	      //= 4
		next(n - 1);  //= 4 +20
	return p;	      //= 4
}

int other(int);
