#include <stdlib.h>

static void *p, *q, *r;

int main(void)
{
	int i;
	for (p = malloc(1), //= 1 +6 allocs=3
	     q = malloc(2), //= none
	     r = malloc(3), i = 0; //= none
	     i < 3,	    //= 4
	     i++ < 3;	    //= none
	     free(p),	    //= 3 allocs=3 frees=3
	     p = malloc(1), //= none
	     q = q)	    //= none
		;
	free(p),	//= 1 -6 frees=3
		free(q), //= none
		free(r); //= none
	if (i == 4,	//= 1
	    i++,	//= none
	    i)		//= none
		i--;	//= 1
	return i - 4;	//= 1
}
