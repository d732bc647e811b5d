#include <stdlib.h>

#define RELEASE(P, N)                                                                              \
	({                                                                                         \
		int n_ = (N);                                                                      \
		while (n_ > 0)                                                                     \
			free((P)[--n_]);                                                           \
	})
#define RESET(P)                                                                                   \
	({                                                                                         \
		void *p_ = (P);                                                                    \
		if (p_)                                                                            \
			free(p_);                                                                  \
		else                                                                               \
			abort();                                                                   \
	})

int main(void)
{
	void *x[4];
	for (int i = 0; i < 4; i++) //= 5
		x[i] = malloc(10);  //= 4 +40
	RELEASE(x, 4);		    //= 1 -40 frees=4
	if (!x[0])		    //= 1
		RESET(x[0]);	    //= 0
	x[0] = malloc(10);	    //= 1 +10
	RESET(x[0]);		    //= 1 -10
	return 0;		    //= 1
}
