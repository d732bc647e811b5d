#include <stdlib.h>

static int quiet(int n) //= calls 3 entry=100
{
	int x = n; //= 3 mem=100
	if (x) //= 3 mem=100
		x++; //= 2 mem=100
	return x; //= 3 mem=100
}

static int branch(int n) //= calls 1
{
	void *p = NULL; //= 1 mem=100
	if (n) //= 1 mem=100
		p = malloc(50); //= 1 +50 mem=150
	else
		n = 5; //= 0
	n++; //= 1 mem=150
	free(p); //= 1 -50 mem=100
	n--; //= 1 mem=100
	return n; //= 1 mem=100
}

static int loop(int n) //= calls 1
{
	void *p[4]; //= none
	int i; //= none
	for (i = 0; //= 1 mem=100
	     i < n; //= 5 mem=500
	     i++) { //= 4 mem=500
		p[i] = malloc(100); //= 4 +400 mem=500
		n += 0; //= 4 mem=500
	}
	while (i) //= 5 mem=500
		free(p[--i]); //= 4 -400 mem=400
	return 0; //= 1 mem=500
}

int main(void)
{
	int n = 0; //= 1 mem=0
	void *p = malloc(100); //= 1 +100 mem=100
	n++; //= 1 mem=100
	n = quiet(0) + quiet(1) + quiet(2); //= 1 mem=100
	branch(1); //= 1 mem=100
	loop(4); //= 1 mem=100
	free(p); //= 1 -100 mem=0
	n--; //= 1 mem=0
	return n != 4; //= 1 mem=0
}
