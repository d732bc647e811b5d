/* As assert() of the C library. */
#include "void_macros_of_a_system_header.h"

int main(void)
{
	int n = 3; //= 1
	DRAIN(n);  //= 1
	n = 3;	   //= 1
	if (n)	   //= 1
		STEPS(n); //= 1
	while (n-- > 1)	  //= 3
		STEPS(4); //= 2
	n = 3;		  //= 1
	LOOP(n);	  //= 4
	return n;	  //= 1
}
