#include <stdlib.h>

static void release(void *p) //= calls 9 net=-45
{
	free(*(void **)p); //= 9 -45
}
#define OWNED __attribute__((cleanup(release)))

static void early(int n) //= calls 3 net=0
{
	OWNED void *p = malloc(5); //= 3 +15
	if (n == 0) //= 3
		return; //= 1 -5
	while (n) { //= 4
		OWNED void *q = malloc(5); //= 3 +15
		if (n == 7) //= 3
			break; //= 1 -5
		n--; //= 2
	} //= 2 -10
	n = 0; //= 2
	{
		OWNED void *r = malloc(5); //= 2 +10
		goto out; //= 2 -10
	} //= 0
out: //= none
	n++; //= 2
} //= 2 -10

int main(void)
{
	early(0); //= 1 peak=5
	early(2); //= 1 peak=10
	early(7); //= 1 peak=10
	{
		OWNED void *p = malloc(5); //= 1 +5
	} //= 1 -5 allocs=0 frees=0
	return 0;
}
