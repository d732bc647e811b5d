#include <stdlib.h>

int main(void)
{
	for (char *a = malloc(5), //= 1 +11 allocs=2
	          *b = malloc(6), //= none
	          *c; //= none
	     a; //= 2
	     free(a), a = NULL) //= 1 -5
		c = b; //= 1
	return 0;
}
