#include <stdlib.h>

static int step(int &n) //= calls 2
{
	return ++n; //= 2
}

template <class T> static T instance(T n) //= calls 1
{
	T s = 0; //= 1
	for (T k = 0; //= 1
	     k < n; //= 3
	     ++k) //= 2
		s += k; //= 2
	return s; //= 1
}

int main() //= calls 1
{
	int s = 0, i; //= 1
	for (/* one of
		them */
	     int k = 0; //= 1
	     k < 2; //= 3
	     k++) //= 2
		s++; //= 2
	for (i = 0; //= 1
	     i < 2; //= 3
	     step(i)) //= 2
		s++; //= 2
	for (
	    int *p = (int *)malloc(4), *q = p; //= 1 +4
	    p; //= 2
	    p = q = 0) //= 1
		free(q); //= 1 -4
	instance(2); //= 1
	return s != 4; //= 1
}
