// profile: -fmemprof-list=@HERE@/lists_choose_no_inline_copies_of_the_library.list
// only: main number
#include <stdlib.h>

static int number(const char *text) //= calls 2
{
	return atoi(text); //= 2
}

int main(void) //= calls 1
{
	return number("7") - number("7"); //= 1
}
