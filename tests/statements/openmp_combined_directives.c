/* A directive that combines several is taken to pieces, which hold each other and nothing else. */
// flags: -fopenmp
// compilers: gcc-*
#include <stdlib.h>

static int counted[8];

static void work(void) //= calls 1
{
	counted[0] = 1; //= 1 +?
#pragma omp teams distribute parallel for num_teams(1) num_threads(2)
	for (int i = 0; i < 8; i++) {
		void *p = malloc(10); //= 8 +80 allocs=8
		counted[i]++; //= 8
		free(p); //= 8 -80 frees=8
	}
	counted[0]--; //= 1
	int *at = counted; //= 1 +?
#pragma omp parallel num_threads(2)
#pragma omp master taskloop simd firstprivate(at)
	for (int i = 0; i < 8; i++)
		at[i]++; //= 8
}

int main(void)
{
	work();
	for (int i = 0; i < 8; i++)
		if (counted[i] != 2) //= 8
			return 1; //= 0
	return 0; //= 1
}
