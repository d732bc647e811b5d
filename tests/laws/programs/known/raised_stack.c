/* raised_stack.c - a program may raise the limit of its stack while it runs, as compilers do, and then
 * recurse far deeper than it could at its start. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { DEEP = 700000 };
static volatile long reached;

static long down(long n)
{
	void *p = n % 100000 == 0 ? malloc(100) : NULL; /* @allocates */
	long sum = n ? down(n - 1) : 0;			/* @recurses */

	reached++; /* @returns */
	free(p);   /* @frees */
	return sum + 1;
}

int main(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_STACK, &limit))
		return 1;
	limit.rlim_cur = 256 << 20;
	if (limit.rlim_max < limit.rlim_cur || setrlimit(RLIMIT_STACK, &limit)) {
		fputs("the stack's limit cannot be raised", stderr);
		return 77;
	}
	printf("%ld\n", down(DEEP));
	printf("known allocates occurrences=%d increment=800 allocs=8\n", DEEP + 1);
	printf("known recurses occurrences=%d\n", DEEP + 1);
	printf("known returns occurrences=%d\n", DEEP + 1);
	printf("known frees occurrences=%d frees=8 increment=-800\n", DEEP + 1);
	return 3;
}
