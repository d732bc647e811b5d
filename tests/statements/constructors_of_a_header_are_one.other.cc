#include "constructors_of_a_header_are_one.h"

/* Defined elsewhere than its class: the rows are where the text is. */
holder::holder() //= calls 1 net=7
    : holder(2) //= 1 +7
{
}

int elsewhere() //= calls 1 net=4
{
	static block once(4); //= 1 +4
	holder c(5); //= 1 +10
	return c.count - 1; //= 1 -10
}
