#include <stdlib.h>

static void spike(int n) //= calls 2 entry=10
{
	void *p = malloc(n); //= 2 +300 mem=210 peak=200
	free(p); //= 2 -300 mem=10
} //= none

int main(void)
{
	void *kept = malloc(10); //= 1 +10 mem=10
	spike(200); //= 1 mem=10 peak=200
	spike(100); //= 1 mem=10 peak=100
	for (int i = 1; i < 4; i++) //= 4 mem=110
		kept = realloc(kept, 10 + 100 * (i % 2)); //= 3 +100 mem=110 peak=100
	free(kept); //= 1 -110 mem=0
	return 0; //= 1 mem=0
}
