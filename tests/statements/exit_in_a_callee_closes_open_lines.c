// exit: 4
// ended: exit
// live: 1110
#include <stdlib.h>

static void at_end(void) //= calls 1 net=10
{
	malloc(10); //= 1 +10
}

static int leave(int n) //= calls 2
{
	void *p = malloc(n); //= 2 +1100
	if (n == 1000) //= 2
		exit(4); //= 1 +10
	return p == 0; //= 1
}

static int middle(int n) //= calls 2
{
	int sum = 1; //= 2
	sum += leave(n); //= 2 +1110
	sum++; //= 1
	return sum; //= 1
}

int main(void)
{
	atexit(at_end); //= 1
	int n = middle(100); //= 1 +100
	n += middle(1000); //= 1 +1010
	n++; //= 0
	return n; //= 0
}
