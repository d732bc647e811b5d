#include <stdlib.h>

int main(void)
{
	char *a = malloc(10), *b = malloc(20), *c; //= 1 +30 allocs=2
	char *d = malloc(1), //= 1 +1
	     *e, //= none
	     *f = malloc(2), //= 1 +2
	     g[2] = {1, 2}; //= 1
	char * //= none
	     h //= 1 +4
	     = //= none
	     malloc(4); //= none
	int i = 0; //= 1
	for (; i < 3; i++) { //= 4
		int j; //= none
		int k = i; //= 3
		j = k; //= 3
	}
	struct { int x, y; } point = {i, //= 1
	                              i + 1}; //= none
	int list[] = { //= 1
	    [2] = 5, //= none
	    [0] = 1, //= none
	};
	return point.x + list[1] != 3;
}
