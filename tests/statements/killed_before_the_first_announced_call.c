// exit: SIGSEGV
// ended: killed
// live: 0
/* The record is there, but no statement has said yet that it is open. */
#include <stdlib.h>

static int *volatile nowhere;
static void *volatile kept;

int main(void) //= calls 1 net=0
{
	for (int i = 0; i < 3; i++) {
		if (i == 0)
			*nowhere = 1; /* counts may be behind by what ran since the last call */
		kept = malloc(10);
	}
	return 0;
}
