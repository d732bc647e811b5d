#pragma GCC system_header
#include <stdlib.h>
template <class T> int doubled(T n)
{
	free(malloc(n));
	return 2 * n;
}
