// flags: -fopenmp
// compilers: gcc-*
#include <stdlib.h>

static int total;

static void work(int n) //= calls 2
{
	int sum = 0; /* the pool of threads allocates */
#pragma omp parallel for reduction(+ : sum) num_threads(3)
	for (int i = 0; i < n; i++) { //= none
		void *p = malloc(10); //= 24 +240 allocs=24
		if (i % 3) //= 24
			sum++; //= 16
		free(p); //= 24 -240 frees=24
	}
#pragma omp parallel num_threads(2)
	{
		void *q = malloc(7); //= 4 +28 allocs=4
		free(NULL); /* what the library allocates for the next directive */
#pragma omp single
		{
			total++; //= 2
		}
		free(q); //= 4 -28
	}
	if (sum != 8) //= 2
		abort(); //= 0
}

int main(void)
{
	work(12);
	work(12);
	return total != 2; //= 1
}
