#include <stdlib.h>

static char *make(int n) //= calls 3 net=60
{
	return malloc(n); //= 3 +60 peak=30 retained=0
}

static char *through(int n) //= calls 3 net=60
{
	return //= 3 +60 allocs=0
	    make(n); //= none
}

static int gone(char *p)
{
	return free(p), 0; //= 3 -60
}

int main(void)
{
	int bad = 0;
	for (int i = 1; i <= 3; i++) { //= 4
		char *p = through(10 * i); //= 3 +60 peak=30
		bad += gone(p); //= 3 -60
	}
	return bad; //= 1
}
