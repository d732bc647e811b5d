/* The brace that ends a scope may come from a macro, as may one that begins another in it; those in
 * strings are none, and `%>` is one. */
#include <stdlib.h>

#define CLEAN __attribute__((cleanup(release)))
#define OPEN {
#define CLOSE }
#define TWO(N) { CLEAN void *a = malloc(N); } { CLEAN void *b = malloc(N);

static void release(void *p)
{
	free(*(void **)p);
}

int main(int argc, char **argv) //= calls 1
{
	const char *s;
	{
		CLEAN void *p = malloc(5); //= 1 +5
		if (argc) OPEN //= 1
			argc++; //= 1
		} //= none
		argc++; //= 1
	} //= 1 -5
	{
		CLEAN void *p = malloc(5); //= 1 +5
		s = "a\
{ { {\
b"; //= none
		argc++; //= 1
	} //= 1 -5
	<%
		CLEAN void *p = malloc(5); //= 1 +5
		argc++; //= 1
	%> //= 1 -5
	{
		CLEAN void *p = malloc(5); //= 1 +5
		argc++; //= 1
	CLOSE //= 1 -5
	OPEN //= none
		CLEAN void *p = malloc(5); //= 1 +5
		argc++; //= 1
	CLOSE //= 1 -5
	TWO(5)
		argc++; //= 1
	} //= 1 -5
	return !s; //= 1
}
