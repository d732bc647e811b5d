#include <stdlib.h>
#include <string.h>

static int size(int n) //= calls 3
{
	return n; //= 3
}

static int kept(int n) //= calls 3
{
	return malloc(n) ? n : 1; //= 3 +9
}

int main(void)
{
	int n = 10;
	for (int i = 0; i < 3; i++) { //= 4
		char a[size(n)]; //= 3
		char //= none
		    b[n], //= 3
		    c[n + 1]; //= 3
		memset(a, 0, n); //= 3
		memset(b, 0, n); //= 3
		memset(c, 0, n); //= 3
	}
	char *block = malloc(1), //= 1 +1
	     (*to)[kept(2)] = NULL, //= 1 +2
	     (*too)[kept(3)][kept(4)] = NULL; //= 1 +7
	return block == NULL || to || too; //= 1
}
