#include <stdlib.h>

struct holder {
	void *p;
	explicit holder(int n) : p(malloc(n)) {} //= 5 +50 allocs=5
	~holder() { free(p); }			 //= 5 -50 frees=5
};

static int again(void)
{
	int i = 0; //= 1
	{
	next:
		holder h(10); //= 3 +30
		if (++i < 3)  //= 3
			goto next; //= 2 -20
	} //= 1 -10
	return i; //= 1
}

static int chosen(int n)
{
	switch (n) { //= 2
	case 1:
		n++; //= 1
		/* fall through */
	default:
		holder h(10); //= 2 +20
		n++;	      //= 2
	} //= 2 -20
	return n; //= 2
}

int main()
{
	return again() + chosen(1) + chosen(3) - 10; //= 1
}
