// recursive: deep
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf out;
static void *kept[20];
static int count;

static void deep(int n) //= calls 4 net=40
{
	kept[count++] = malloc(10); //= 4 +40
	if (n == 0) //= 4
		longjmp(out, 1); //= 1
	deep(n - 1); //= 3 +30
	n++; //= 0
}

static int catcher(void) //= calls 1 net=145
{
	kept[count++] = malloc(100); //= 1 +100
	if (setjmp(out)) { //= 1
		kept[count++] = malloc(5); //= 1 +5
		return 1; //= 1
	}
	deep(3); //= 1 +40
	return 0; //= 0
}

int main(void)
{
	int n = catcher(); //= 1 +145
	kept[count++] = malloc(1); //= 1 +1
	return n != 1;
}
