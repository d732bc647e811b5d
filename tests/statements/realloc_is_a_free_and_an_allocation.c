// live: 0
#include <stdlib.h>

int main(void)
{
	char *p = malloc(100); //= 1 +100 allocs=1 retained=0
	p = realloc(p, 250); //= 1 +150 peak=150 allocs=1 allocated=250 frees=1 freed=100 retained=0
	p = realloc(p, 50); //= 1 -200 peak=0 allocs=1 allocated=50 frees=1 freed=250 retained=0
	p = realloc(p, 50); //= 1 peak=0 allocs=1 allocated=50 frees=1 freed=50
	char *q = realloc(NULL, 30); //= 1 +30 peak=30 allocs=1 allocated=30 frees=0
	realloc(q, 0); //= 1 -30 frees=1 freed=30
	p = reallocarray(p, 10, 7); //= 1 +20 allocs=1 allocated=70 frees=1 freed=50
	q = realloc(p, ((size_t)1 << 62)); //= 1 allocs=0 frees=0
	q = reallocarray(p, (size_t)1 << 62, 8); //= 1 allocs=0 frees=0
	p = realloc(p, 1 << 20); //= 1 +1048506 peak=1048506 allocs=1 frees=1
	p = realloc(p, 1 << 22); //= 1 +3145728 peak=3145728 allocs=1 frees=1
	p = realloc(p, 10); //= 1 -4194294 allocs=1 frees=1
	free(p); //= 1 -10 frees=1 freed=10
	return 0;
}
