#include <stdlib.h>

int main(void)
{
	void *kept[5];
	int i;
	for (         //= none
	     i = 0;   //= 1
	     i < 5;   //= 6
	     i++)     //= 5
		kept[i] = malloc(10); //= 5 +50
	for ( //= none
	     void *first = malloc(3); //= 1 +3 retained=0
	     first; //= 2
	     first = NULL) //= 1
		free(first); //= 1 -3
	for ( //= none
	     i = 0; //= 1
	     realloc(kept[i], 20), i < 4; //= 5 +50 allocs=5 allocated=100 frees=5 freed=50
	     i++) //= 4
		; //= none
	return 0; //= 1
}
