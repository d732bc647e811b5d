// not: clang-*--target=aarch64*
// recursive: deeper
#include <stdlib.h>

static void *again[5];
static void *kept[16];
static int count;

__attribute__((noinline)) static void back(int n) //= calls 4
{
	kept[count++] = malloc(n); //= 4 +22
	__builtin_longjmp(again, 1); //= 4
}

/* Two more activations are abandoned on the way. */
__attribute__((noinline)) static void deeper(int n) //= calls 2
{
	kept[count++] = malloc(n); //= 2 +15
	if (n == 7) //= 2
		deeper(n + 1); //= 1 +16
	back(n); //= 1 +8
	n++; //= 0
}

__attribute__((noinline)) static int first(void) //= calls 1 net=1
{
	if (__builtin_setjmp(again) == 0) { //= 1
		while (1) //= 1
			back(1); //= 1 +1
	} else { //= none
		return 0; //= 1
	}
}

__attribute__((noinline)) static int rounds(void) //= calls 1 net=136
{
	static volatile int round; //= none
	if (__builtin_setjmp(again)) //= 1
		round++; //= 3
	kept[count++] = malloc(25); //= 4 +100
	if (round < 2) //= 4
		back(6 + round); //= 2 +13
	if (round < 3) //= 2
		deeper(7); //= 1 +23
	return round; //= 1
}

int main(void)
{
	int n = first(); //= 1 +1
	n += rounds(); //= 1 +136
	while (count) //= 11
		free(kept[--count]); //= 10 -137
	return n != 3;
}
