#include <stdlib.h>

static int yes(void) //= calls 6
{
	return 1; //= 6
}

static char *get(int n)
{
	return malloc(n); //= 4 +60
}

int main(void)
{
	char *p, *q;
	int n;
	for (int i = 0; i < 3; i++) { //= 4
		p = i == 1 //= 3 +40 peak=20
		        ? get(20) //= none
		        : get(10); //= none
		n = yes() //= 3
		    && yes() //= none
		    && i < 0 //= none
		    && yes(); //= none
		n = p != NULL || //= 3
		    yes(); //= none
	}
	n || (q = get(20)); //= 1
	n && (q = get(20)); //= 1 +20
	return 0;
}
