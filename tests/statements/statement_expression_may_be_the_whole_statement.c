#include <stdlib.h>

static int inside(int n) //= calls 3 net=0
{
	char *p; //= none
	({ //= 3
		p = malloc(n); //= 3 +6
		if (n > 1) //= 3
			p[0] = 0; //= 2
		n++; //= 3
	}); //= none
	({ //= 3
		free(p); //= 3 -6
		n; //= 3
		; //= none
	}); //= none
	return 0; //= 3
}

int main(void) //= calls 1
{
	inside(1); //= 1
	inside(2); //= 1
	inside(3); //= 1
	return 0; //= 1
}
