#include <stdlib.h>

static void *early;

static __attribute__((constructor)) void before_main(void) //= calls 1 net=10
{
	early = malloc(10); //= 1 +10 retained=0
}

static __attribute__((destructor)) void after_main(void) //= calls 1 net=-10
{
	free(early); //= 1 -10 frees=1 freed=10
}

int main(void) //= calls 1 entry=10
{
	return early == NULL; //= 1
}
