#include <stdlib.h>

int main(void) //= calls 1
{
	int n = 0; //= 1
	void *p;
#include "included_body_has_its_own_file.inc"
	return n != 3; //= 1
}
