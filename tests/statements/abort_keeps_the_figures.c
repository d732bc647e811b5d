// exit: SIGABRT
// ended: abort
// live: 77
#include <stdlib.h>

static void crash(int n) //= calls 3
{
	malloc(n); //= 3 +77
	if (n == 70) //= 3
		abort(); //= 1
} //= none

int main(void)
{
	crash(3); //= 1 +3
	crash(4), crash(70); //= 1 +74
	return 0; //= 0
}
