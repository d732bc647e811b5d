#include <stdlib.h>
#include <string.h>

static int size(int n) //= calls 3
{
	return n; //= 3
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
	return 0;
}
