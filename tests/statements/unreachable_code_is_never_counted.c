#include <stdlib.h>

static int pick(int n) //= calls 3
{
	switch (n) { //= 3
	case 0: //= none
		return 5; //= 1
	case 1: //= none
		return 6; //= 2
	default: //= none
		__builtin_unreachable();
	}
}

int main(void)
{
	return pick(0) + pick(1) + pick(1) - 17; //= 1
	free(NULL); //= 0
	return 3; //= 0
}
