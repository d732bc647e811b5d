#include "../statements/inline_functions_begin_at_their_first_memory.h"

int other(void)
{
	if (stops())
		return 9;
	return at(2); //= 1
}
