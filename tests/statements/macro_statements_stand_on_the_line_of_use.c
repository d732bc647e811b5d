#include <stdlib.h>

#define TWICE(x) x; x
#define LOOP(n) for (int i_ = 0; i_ < (n); i_++)
#define SWAP(a, b)                                                                                 \
	do { \
		void *t_ = (a);                                                                    \
		(a) = (b);                                                                         \
		(b) = t_;                                                                          \
	} while (0)
#define FREE_BOTH(a, b)                                                                            \
	free(a);                                                                                   \
	free(b)
#define OUTER(a, b) FREE_BOTH(a, b); SWAP(a, b)
#define IF_ODD(n) if ((n) % 2)
#define RUN(...) __VA_ARGS__

int main(void)
{
	void *p, *q;
	int n = 0;
	TWICE(p = malloc(10)); //= 1 +20 allocs=2
	q = malloc(5); //= 1 +5
	LOOP(4) //= 5
		n++; //= 4
	LOOP(4) IF_ODD(i_) n++; //= 5
	SWAP(p, q); //= 1
	OUTER(p, //= 1 -15
	      q); //= none
	RUN( //= 1 +3
	    p = malloc(1); //= none
	    q = malloc(2); //= none
	)
	FREE_BOTH(p, q); //= 1 -3
	return n != 6;
}
