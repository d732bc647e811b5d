#include "header_function_of_two_units_is_one.h"

void *other(void);

int main(void)
{
	void *p = doubled(5); //= 1 +10
	void *q = other(); //= 1 +200
	free(p); //= 1 -10
	free(q); //= 1 -200
	return hidden() - 1;
}
