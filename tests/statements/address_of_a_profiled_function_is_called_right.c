#include <stdlib.h>

static int by_name(const void *a, const void *b) //= calls 3
{
	return *(const int *)a - *(const int *)b; //= 3
}

static void *make(size_t n) //= calls 2 net=30
{
	return malloc(n); //= 2 +30
}

static void *(*const makers[])(size_t) = {make, malloc};

int main(void)
{
	int list[] = {3, 1, 2};
	qsort(list, 3, sizeof *list, by_name); //= 1
	for (int i = 0; i < 4; i++) //= 5
		free(makers[i % 2](10 + i / 2 * 10)); //= 4 peak=20 allocs=2 allocated=30 frees=4 freed=60
	return list[0] != 1;
}
