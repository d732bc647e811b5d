/* object.c - a shared object for opens.c. */
#include <stdlib.h>

void *make(int n)
{
	void *p = malloc(n);

	return p;
}

void drop(void *p)
{
	free(p);
}
