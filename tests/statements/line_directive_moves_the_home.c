#include <stdlib.h>

static int twice(int n) //= calls 2
{
	n *= 2; //= 2
#line 1000
	n += 1; //= @1000 2
	return n; //= @1001 2
#line 20 "elsewhere.y"
}

int main(void) //= @elsewhere.y:22 calls 1
{
	void *p = malloc(twice(20)); //= @elsewhere.y:24 1 +41
	free(p); //= @elsewhere.y:25 1 -41
	return twice(0) != 1; //= @elsewhere.y:26 1
}
