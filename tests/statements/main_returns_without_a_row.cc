/* What main returns if it does not say so is nobody's statement. */
#include <stdlib.h>

static int n = 2;
static void *p; //= none

int main() //= calls 1 net=6
{
	while (n) //= 3
		p = malloc(n--); //= 2 +3
	p = malloc(3); //= 1 +3

	static_assert(sizeof(char) == 1, ""); //= none
} //= none
