// exit: SIGKILL
// ended: killed
// live: 123
#include <signal.h>
#include <stdlib.h>

static void die(void) //= calls 1 net=3
{
	malloc(3); //= 1 +3 retained=3
	raise(SIGKILL); //= 1
	malloc(5); //= 0
}

int main(void) //= calls 1 net=123
{
	for (int i = 0; i < 12; i++) //= 13
		malloc(10); //= 12 +120
	die(); //= 1 +3
	return 0; //= 0
}
