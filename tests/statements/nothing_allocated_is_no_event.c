#include <stdint.h>
#include <stdlib.h>

int main(void)
{
	void *p = NULL, *q;
	volatile size_t huge = PTRDIFF_MAX;
	free(p); //= 1 allocs=0 frees=0
	free(NULL); //= 1 frees=0
	q = malloc(huge); //= 1 allocs=0
	q = calloc(huge, 4); //= 1 allocs=0
	q = aligned_alloc(64, huge - 64); //= 1 allocs=0
	q = NULL; //= 1
	if (!posix_memalign(&q, 3, 10) || q) //= 1 allocs=0
		return 1; //= 0
	q = malloc(0); //= 1 allocs=1 allocated=0
	free(q); //= 1 frees=1 freed=0
	q = calloc(0, 5); //= 1 allocs=1
	q = realloc(q, 0); //= 1 frees=1
	return 0;
}
