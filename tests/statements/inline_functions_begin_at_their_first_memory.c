/* What an inline function of a header shows for memory at its start is its first activation's, also above -O0, where
 * each unit's copy may be made in another way, and however a unit spells the path. */
#include "inline_functions_begin_at_their_first_memory.h"

volatile int flag;

int outside(int n) { return n + flag; }

int main(void)
{
	int k = at(1);
	if (stops())
		return 1;
	void *p = malloc(5000); //= 1 +5000
	k += other();
	free(p);
	return k - 3;
}
