/* That GCC opens a scope for a variable length array behind a label does not make it two statements. */
#include <stdlib.h>

static void release(void *p)
{
	free(*(void **)p);
}

static int size(int n) //= calls 7
{
	free(malloc(8)); //= 7
	return n; //= 7
}

int main(void) //= calls 1
{
	int n = 1; //= 1
again:;
	int //= none
		x //= 4
		[size(n)]; //= none
	x[0] = 1; //= 4
	if (n++ < 4) //= 4
		goto again; //= 3
	{
	twice:;
		int a = 2, //= 3
			y[size(n)], //= 3
			z[n + a]; //= 3
		__attribute__((cleanup(release))) void *p = malloc(5); //= 3 +15
		y[0] = z[0] = x[0]; //= 3
		if (n++ < 7) //= 3
			goto twice; //= 2 -10
	} //= 1 -5
	return n != 8; //= 1
}
