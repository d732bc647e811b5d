// live: 90
#include <stdlib.h>

int main(void)
{
	char *p = malloc(40); //= 1 +40 allocated=40 retained=0
	p = realloc(p, 90); //= 1 +50 allocated=90 freed=40 retained=90
	return p == 0;
}
