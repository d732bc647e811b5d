void host(void)
{
	void *a, *b;
#include "body.inc"
	free(a);
}
