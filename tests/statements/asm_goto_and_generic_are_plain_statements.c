#include <stdlib.h>

#define KIND(x) _Generic((x), int: 1, char *: 2, default: 3)

#ifdef __aarch64__
#define IF_NOT_ZERO "cbnz %w0, %l1"
#else
#define IF_NOT_ZERO "test %0, %0\n\tjnz %l1"
#endif

static int jump(int n) //= calls 3
{
	asm goto(IF_NOT_ZERO //= 3
	         : : "r"(n) : "cc" : away); //= none
	return 0; //= 1
away: //= none
	return 1; //= 2
}

int main(void)
{
	char *p = malloc(KIND("x")); //= 1 +2
	int n = KIND(n) + KIND(p) + KIND(1.0); //= 1
	free(p); //= 1 -2
	return n + jump(0) + jump(1) + jump(2) != 8; //= 1
}
