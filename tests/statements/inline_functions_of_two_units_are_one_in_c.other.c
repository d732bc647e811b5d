#include "inline_functions_of_two_units_are_one_in_c.h"

int other(int n)
{
	if (n > 3)		    //= 5
		deep(n - 1, other); //= 1 +20
	else if (n > 1)		    //= 4
		deep(n - 1, other); //= 2 +20
	return plain(n);	    //= 5
}
