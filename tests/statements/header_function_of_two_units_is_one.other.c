#include "header_function_of_two_units_is_one.h"

static void *same_name(void) //= calls 1
{
	return doubled(100); //= 1 +200
}

void *other(void) //= calls 1 net=200
{
	return same_name(); //= 1 +200
}
