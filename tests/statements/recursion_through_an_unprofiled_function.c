// profile: -fmemprof -fmemprof-functions=compare,sort_twice,main
// recursive: compare sort_twice
#include <stdlib.h>

static int depth;
static void sort_twice(int n);

static int compare(const void *a, const void *b) //= calls 3
{
	(void)a, (void)b; //= 3
	if (depth < 3) //= 3
		sort_twice(1); //= 2 +2000
	return 0; //= 3
}

static void sort_twice(int n) //= calls 3 net=3000
{
	static void *kept[10]; //= none
	int pair[2] = {0, 0}; //= 3
	kept[depth++] = malloc(1000); //= 3 +3000
	qsort(pair, 2, sizeof *pair, compare); //= 3 +2000
}

int main(void) //= calls 1 net=3000
{
	sort_twice(1); //= 1 +3000
	return 0;
}
