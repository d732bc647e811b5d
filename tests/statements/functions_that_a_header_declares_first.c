/* Replacements of the C library's functions, as many programs bring them along. GCC keeps the
 * header's place of such a function. */
// only: getsubopt strverscmp replaced_own main
#include <stdlib.h>
#include <string.h>
#include "functions_that_a_header_declares_first.h"

int
getsubopt(char **option, //= calls 2 net=20
	  char *const *tokens, char **value)
{
	(void)option, (void)tokens; //= 2
	*value = malloc(10);	    //= 2 +20 allocs=2
	return 7;		    //= 2
}

/* Which the header says is pure. */
int strverscmp(const char *a, const char *b) //= calls 3
{
	free(malloc(3)); //= 3 +0 allocs=3
	return *a - *b;	 //= 3
}

/* Its name is a macro of the header. */
int own(int n) //= calls 1
#undef own
{
	return n + 1; //= 1
}

int main(int count, char **arguments)
{
	char *v[2];
	for (int i = 0; i < 2; i++)				    //= 3
		if (getsubopt(arguments, arguments, &v[i]) != 7)    //= 2 +20
			return 1;				    //= 0
	strverscmp("a", "b");					    //= 1
	int same = strverscmp("a", "b") == strverscmp("a", "b"); //= 1
	same += replaced_own(-1);				    //= 1
	free(v[0]);						    //= 1 -10
	free(v[1]);						    //= 1 -10
	return !same || count < 1;				    //= 1
}
