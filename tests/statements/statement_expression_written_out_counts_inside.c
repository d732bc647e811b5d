#include <stdlib.h>

static void *wrap(void *a, int size)
{
	free(a); //= 3 -15
	return malloc(size); //= 3 +60
}

int main(void)
{
	void *p;
	for (int i = 0; i < 3; i++) { //= 4
		p = //= 3 +45 allocs=0
		    wrap(({ //= none
				 void *t = malloc(5); //= 3 +15 retained=0
				 if (i == 1) //= 3
					 i = i; //= 1
				 t; //= 3
			 }), //= none
			 20); //= none
	}
	p = ({ void *q = malloc(7); q; }); //= 1 +7
	return ({ //= 1
		free(p); //= 1 -7
		0; //= 1
	}); //= none
}
