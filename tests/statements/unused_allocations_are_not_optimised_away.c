#include <stdlib.h>
#include <string.h>

int main(void)
{
	free(malloc(10)); //= 1 peak=10 allocs=1 allocated=10 frees=1 freed=10
	void *p = malloc(20); //= 1 +20 allocs=1
	free(p); //= 1 -20 frees=1
	malloc(30); //= 1 +30 retained=30
	char *s = malloc(40); //= 1 +40 allocs=1 frees=0
	memset(s, 0, 40); //= 1
	free(s); //= 1 -40
	free(calloc(2, 25)); //= 1 peak=50 allocs=1
	free(strdup("abc")); //= 1 peak=4 allocs=1 frees=1
	free(__builtin_malloc(60)); //= 1 peak=60 allocs=1 frees=1
	char *a = malloc(5), *b = malloc(5); //= 1 +10 allocs=2
	if (a == b) //= 1
		return 1; //= 0
	free(realloc(a, 50)); //= 1 -5 allocs=1 frees=2
	return 0;
}
