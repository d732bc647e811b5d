#include <alloca.h>
#include <string.h>

int main(void)
{
	for (int i = 1; i < 4; i++) { //= 4
		char *p = alloca(i * 100); //= 3 allocs=0
		char q[i * 100]; //= 3 allocs=0
		memset(p, 0, i * 100); //= 3
		memset(q, 0, i * 100); //= 3
	}
	return 0;
}
