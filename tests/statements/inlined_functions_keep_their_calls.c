#include <stdlib.h>

static inline __attribute__((always_inline)) void *grab(int n) //= calls 4 net=40
{
	void *p = malloc(n); //= 4 +40 retained=0
	return p; //= 4
}

static int add(int a, int b) //= calls 3
{
	return a + b; //= 3
}

int main(void)
{
	int sum = 0;
	for (int i = 0; i < 3; i++) { //= 4
		void *p = grab(10); //= 3 +30 allocs=0
		sum = add(sum, i); //= 3
		free(p); //= 3 -30
	}
	free(grab(10)); //= 1 frees=1
	return sum != 3;
}
