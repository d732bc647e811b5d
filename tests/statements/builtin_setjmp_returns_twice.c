// not: clang-*--target=aarch64*
#include <stdlib.h>

static void *buffer[5], *kept;

static __attribute__((noinline)) void jump(void) //= calls 2 net=20
{
	kept = malloc(10); //= 2 +20
	__builtin_longjmp(buffer, 1); //= 2
}

static __attribute__((noinline)) int comes_back(void) //= calls 1 net=10
{
	if (__builtin_setjmp(buffer) == 0) //= 1
		jump(); //= 1 +10
	return 0; //= 1
}

static __attribute__((noinline)) int never_falls_through(void) //= calls 1 net=10
{
	if (__builtin_setjmp(buffer) == 0) { //= 1
		while (1) //= 1
			jump(); //= 1 +10
	} else {
		return 0; //= 1
	}
}

int main(void) //= calls 1
{
	comes_back(); //= 1 +10
	never_falls_through(); //= 1 +10
	return 0; //= 1
}
