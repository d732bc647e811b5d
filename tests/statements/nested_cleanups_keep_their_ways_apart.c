#include <stdlib.h>

static void *kept;

static void release(void *p) //= calls 16
{
	free(*(void **)p); //= 16 -?
}
#define OWNED __attribute__((cleanup(release)))

/* Each way out passes one to three cleanups; Mem usage is that of the ways that lead there. */
static int leaves(int n) //= calls 4
{
	int left = 0; //= 4
	for (int i = 0; i < 2; i++) { //= 7 -?
		OWNED void *a = malloc(16); //= 6 +96
		{
			OWNED void *b = malloc(32); //= 6 +192
			if (n == 1) //= 6
				return (kept = malloc(1000)) != NULL; //= 1 +952
			if (n == 2) //= 5
				break; //= 1 -48
			if (n == 3 && i == 1) { //= 4
				OWNED void *c = malloc(64); //= 1 +64
				goto out; //= 1 -112
			}
			left++; //= 3
		} //= 3 -96
		OWNED void *d = malloc(8); //= 3 +24
		left++; //= 3
	} //= 3 -72
	left++; //= 2 mem=0
out: //= none
	left++; //= 3 mem=0
	return left; //= 3 mem=0
}

int main(void) //= calls 1
{
	int sum = leaves(0); //= 1 mem=0
	sum += leaves(2); //= 1 mem=0
	sum += leaves(3); //= 1 mem=0
	sum += leaves(1); //= 1 +1000
	free(kept); //= 1 -1000
	return sum != 6 + 2 + 3 + 1; //= 1
}
