// compilers: clang-*
#include <complex.h>
#include <stdlib.h>

static void release(void *p)
{
	free(*(void **)p);
}
#define OWNED __attribute__((cleanup(release)))

struct three {
	int a, b, c;
};

static void *leaves(int n) //= calls 2 net=3
{
	void *kept = ({ //= 2
		OWNED void *p = malloc(5); //= 2 +10
		if (n) //= 2
			return malloc(3); //= 1 -2
		p; //= 1
	}); //= 1 -5
	return kept; //= 1
}

int main(void) //= calls 1 net=0
{
	int n = ({ //= 1
		OWNED void *p = malloc(5); //= 1 +5
		p != NULL; //= 1
	}) + 1; //= 1 -5
	({ //= 1
		OWNED void *p = malloc(5); //= 1 +5
		n++; //= 1
		; //= none
	}); //= 1 -5
	({ //= 1
		OWNED void *p = malloc(5); //= 1 +5
		if (n) //= 1
			n++; //= 1
	}); //= 1 -5
	struct three t = ({ //= 1
		OWNED void *p = malloc(5); //= 1 +5
		(struct three){1, 2, 3}; //= 1
	}); //= 1 -5
	n += ({ //= 1
		     OWNED void *p = malloc(5); //= 1 +5
		     2.0 * I + t.c; //= 1
	     }) == 3 + 2 * I; //= 1 -5
	void *last = malloc(({ //= 1 +9
		OWNED void *p = malloc(5); //= 1 +5
		(char)9; //= 1
	})); //= 1 -5
	free(last); //= 1 -9
	leaves(0); //= 1
	free(leaves(1)); //= 1
	return n != 5; //= 1
}
