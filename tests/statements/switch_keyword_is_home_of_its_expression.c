#include <stdlib.h>

static char *get(int size)
{
	return malloc(size); //= 2 +30
}

int main(void)
{
	char *p = NULL;
	switch ( //= 1 +10
	        (p = get(10)) //= none
	        != NULL) { //= none
	case 1: //= none
		free(p); //= 1 -10
	}
	switch (0) //= 1
	default: //= none
		p = get(20); //= 1 +20
	switch (3) { //= 1
		int hidden = 5; //= 0
	case 2: //= none
		hidden++; //= 0
	}
	return 0;
}
