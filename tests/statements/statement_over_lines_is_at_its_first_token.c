#include <stdlib.h>

int main(void)
{
	int x, y = 1, z;
	void *p
	    ;
	x //= 1
	    = //= none
	    y //= none
	    + //= none
	    2 //= none
	    ; //= none
	(z) //= 1
	    = x;
	* //= 1
	    &x = 4;
	(p //= 1 +6
	     = malloc(6));
	free //= 1 -6
	    (p);
	if //= 1
	    (x
	     == 4)
		return //= 1
		    0 //= none
		    ; //= none
	return
	    1;
}
