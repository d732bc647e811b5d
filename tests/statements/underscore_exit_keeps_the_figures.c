// exit: 9
// ended: exit
// live: 50
#include <stdlib.h>
#include <unistd.h>

static void leave(void) //= calls 1 net=50
{
	malloc(50); //= 1 +50
	_exit(9); //= 1
} //= none

int main(void)
{
	for (int i = 0; i < 3; i++) //= 1
		leave(); //= 1 +50
	return 0; //= 0
}
