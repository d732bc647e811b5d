// contexts: needed
// recursive: deep other
#include "inline_functions_of_two_units_are_one_in_c.h"

extern inline int plain(int x);
extern inline void *deep(int n, int (*next)(int));
int main(void)
{
	int n = plain(0);	//= 1
	void *p = malloc(1000); //= 1 +1000
	n += plain(n);		//= 1
	n += other(n);		//= 1 +10
	free(p);		//= 1 -1000
	deep(5, other);		//= 1 +30
	return n != 7;		//= 1
}
