#include <stdlib.h>

int main(void)
{
	char *a, *b;
	a = malloc(({ int n = 3; n; })); //= 1 +3
	b = realloc( //= 1 +97 allocs=1 frees=1
	    a, ({ //= none
		    void *t = malloc(50); //= 1 +50
		    free(t); //= 1 -50
		    100; //= 1
	    })); //= none
	if (({ //= 1
		    int z = b == NULL; //= 1
		    z; //= 1
	    })) //= none
		return 1; //= 0
	while (({ //= 3
		static int left = 2; //= none
		left-- > 0; //= 3
	}))
		free(malloc(8)); //= 2 peak=8
	free(b); //= 1 -100
	return 0;
}
