// recursive: deep
// live: 0
#include <stdlib.h>

enum { DEPTH = 60000 };

static int deep(int n) //= calls 60001 net=0
{
	void *p = malloc(1); //= 60001 +60001 mem=60001
	int below = n ? deep(n - 1) : 0; //= 60001 peak=60000
	free(p); //= 60001 -60001
	return below + 1; //= 60001
}

int main(void)
{
	return deep(DEPTH) != DEPTH + 1; //= 1 peak=60001
}
