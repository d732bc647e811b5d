/* Opened and closed by reopened.c. */
#include <stdlib.h>

void *make(int n)
{
	return malloc(n); /* @made */
}

int spend(int n)
{
	int spent = 0; /* @begun */

	while (spent < n) {
		void *volatile p = malloc(5); /* @spent */

		free(p);
		spent++;
	}
	return spent;
}

void never(void)
{
	free(malloc(1)); /* @never */
}
