#include <stdlib.h>

#define SUM(n)                                                                                     \
	({                                                                                         \
		int sum_ = 0;                                                                      \
		for (int i_ = 0; i_ < (n); i_++)                                                   \
			sum_ += i_;                                                                \
		sum_;                                                                              \
	})
#define GET(size)                                                                                  \
	({                                                                                         \
		void *got_ = malloc(size);                                                         \
		got_ = realloc(got_, 2 * (size));                                                  \
		got_;                                                                              \
	})

int main(void)
{
	int n = SUM(10); //= 1
	for (int i = 0; i < 3; i++) //= 4
		n += SUM(5) + SUM(i); //= 3
	void *p = //= 1 +20
	    GET(10); //= none
	void *q = GET(10); //= 1 +20 peak=20 allocs=2 frees=1
	if (GET(5)) //= 1 +10
		free(p); //= 1 -20
	return n != 45 + 30 + 1;
}
