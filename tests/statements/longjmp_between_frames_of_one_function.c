// recursive: again
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf env[5];
static void *kept[20];
static int count;

static int again(int n) //= calls 5
{
	kept[count++] = malloc(1); //= 5 +5
	if (n == 4) //= 5
		longjmp(env[1], 1); //= 1
	if (setjmp(env[n]) == 0) //= 4
		return again(n + 1); //= 4 +104
	kept[count++] = malloc(100); //= 1 +100
	return n; //= 1
}

int main(void)
{
	return again(0) != 1; //= 1 +105 peak=105
}
