#include <stdlib.h>

int main(void)
{
	int i = 0, n = 5; //= 1
	i++; i++; n--; //= 1
	while (n > 0) n--; //= 5
	if (i == 2) n = 7; else n = 9; //= 1
	for (i = 0; i < 3; i++) free(malloc(10)); //= 4 peak=10 allocs=3 frees=3
	char *p = malloc(1); p = realloc(p, 5); free(p); //= 1 allocs=2 frees=2 allocated=6
	switch (n) { case 7: i = 1; break; default: i = 2; } //= 1
	return n != 7; //= 1
}
