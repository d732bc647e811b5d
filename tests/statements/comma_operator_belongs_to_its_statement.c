#include <stdlib.h>

int main(void)
{
	void *p, *q;
	int i, j;
	p = malloc(10), //= 1 +30
	q = malloc(20); //= none
	free(p), free(q); //= 1 -30
	for (i = 0, j = 5; i < j; i++, j--) //= 4
		; //= none
	return i + j != 5;
}
