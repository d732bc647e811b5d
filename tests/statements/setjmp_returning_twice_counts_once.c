#include <setjmp.h>
#include <stdlib.h>

static jmp_buf again;

static void back(int n) //= calls 4 net=0
{
	void *p = malloc(n); //= 4 +10
	free(p); //= 4 -10
	longjmp(again, n); //= 4
	n++; //= 0
}

int main(void)
{
	static void *kept[5];
	static volatile int rounds;
	int n = setjmp(again); //= 1
	rounds++; //= 5
	if (rounds < 5) { //= 5
		kept[rounds] = malloc(100); //= 4 +400
		back(rounds); //= 4 peak=4
		n = 50; //= 0
	}
	switch (sigsetjmp(again, 0)) { //= 1
	case 0: //= none
		longjmp(again, 2); //= 1
	case 2: //= none
		n++; //= 1
		break; //= 1
	default: //= none
		n = 0; //= 0
	}
	return n != 5;
}
