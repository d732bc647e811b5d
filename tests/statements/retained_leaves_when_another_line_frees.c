// live: 333
#include <stdlib.h>

static void *make(int n) { return malloc(n); } //= 3 +600 allocs=3 allocated=600 frees=0 retained=300
static void drop(void *p) { free(p); } //= 3 -320 allocs=0 frees=3 freed=320 retained=0

int main(void)
{
	void *a = make(100); //= 1 +100 retained=0
	void *b = make(200); //= 1 +200
	void *c = make(300); //= 1 +300
	void *d = malloc(20); //= 1 +20 retained=0
	void *e = malloc(33); //= 1 +33 retained=33
	drop(a); //= 1 -100
	drop(b); //= 1 -200
	drop(d); //= 1 -20
	return c == e;
}
