/* loop.c - the tight loop: MILLIONS of iterations of two lines that do next to nothing. Its twin
 * for Python's line profilers is loop.py. `call` as a second argument: the body is a call. */
#include <stdio.h>
#include <stdlib.h>

static __attribute__((noinline)) long add(long x, long i)
{
	__asm__ volatile("" : "+r"(x));
	return x + i;
}

static __attribute__((noinline)) long plain(long n)
{
	long x = 0;

	for (long i = 0; i < n; i++) {
		x += i;
		__asm__ volatile("" : "+r"(x)); /* or the loop becomes a formula */
	}
	return x;
}

static __attribute__((noinline)) long calling(long n)
{
	long x = 0;

	for (long i = 0; i < n; i++)
		x = add(x, i);
	return x;
}

int main(int argc, char **argv)
{
	long n = (long)((argc > 1 ? atof(argv[1]) : 1) * 1e6);

	printf("%ld\n", argc > 2 ? calling(n) : plain(n));
	return 0;
}
