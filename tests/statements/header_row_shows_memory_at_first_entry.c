#include <stdlib.h>

static void look(void) //= calls 2 entry=70 net=0
{
} //= none

int main(void) //= calls 1 entry=0 net=0
{
	void *p = malloc(70); //= 1 +70 mem=70
	look(); //= 1 mem=70
	void *q = malloc(30); //= 1 +30 mem=100
	look(); //= 1 mem=100
	free(p); //= 1 -70 mem=30
	free(q); //= 1 -30 mem=0
	return 0; //= 1 mem=0
}
