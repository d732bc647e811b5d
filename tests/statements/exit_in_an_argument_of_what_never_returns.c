/* A call that never returns ends its block; but before it another of the same statement may not return either. */
// exit: 3
#include <stdlib.h>

static int common(int c)
{
	return c & 255; //= 0
}

static int run(int c)
{
	if (c) //= 1
		exit(3); //= 1
	return 0; //= 0
}

static void handle(int c)
{
	if (c) //= 1
		exit(common(run(c))); //= 1
	abort(); //= 0
}

int main(int count, char **words)
{
	(void)words; //= 1
	handle(count); //= 1
	return 0; //= 0
}
