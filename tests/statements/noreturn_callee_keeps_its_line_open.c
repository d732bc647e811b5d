// exit: 3
// ended: exit
// live: 47
#include <stdlib.h>

static __attribute__((noreturn)) void die(int n) //= calls 1 net=5
{
	malloc(5); //= 1 +5
	exit(n); //= 1
}

static int work(int n) //= calls 4 net=45
{
	malloc(10); //= 4 +40
	if (n == 0) //= 4
		die(3); //= 1 +5
	return n; //= 3
}

int main(void) //= calls 1 net=47
{
	int n = 3;
	malloc(2); //= 1 +2
	while (n >= 0) //= 4
		work(n--); //= 4 +45
	return 0; //= 0
}
