/* A library's, although the program has declared and used it before. */
// only: say(int) main
template <class T> int doubled(T n);

inline int say(int n) //= calls 1
{
	return doubled(n); //= 1 +0 allocs=1 frees=1
}

#include "templates_that_a_header_defines_later.h"

int main()
{
	return say(2) - 4; //= 1
}
