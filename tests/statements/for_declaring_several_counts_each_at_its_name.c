#include <stdlib.h>

int main(void)
{
	for (char *a = malloc(5), //= 1 +5
	          *b = malloc(6), //= 1 +6
	          *c; //= none
	     a; //= 2
	     free(a), a = NULL) //= 1 -5
		c = b; //= 1
	return 0;
}
