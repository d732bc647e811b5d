#include <stdlib.h>

#define RELEASE(P, N)                                                                              \
	({                                                                                         \
		int n_ = (N);                                                                      \
		while (n_ > 0)                                                                     \
			free((P)[--n_]);                                                           \
		n_;                                                                                \
	})

struct piece {
	void *p;
	__attribute__((no_profile)) piece() { p = malloc(10); }
	__attribute__((no_profile)) ~piece() { free(p); }
};
__attribute__((no_profile)) static void use(piece *s)
{
	if (!s->p)
		abort();
}

static void pieces()
{
	piece all[4]; //= 1 +40 peak=40
	use(all);     //= 1
} //= 1 -40 peak=0

int main()
{
	void *x[4];
	for (int i = 0; i < 4; i++) //= 5
		x[i] = malloc(10);  //= 4 +40
	int r = RELEASE(x, 4);	    //= 1 -40 frees=4
	pieces();		    //= 1 peak=40
	return r;		    //= 1
}
