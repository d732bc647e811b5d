/* Above -O0 Clang ends the lifetimes of a scope's variables where all ways out of it meet, also when scopes are
 * nested: what a `return` has allocated is not there at the head of the loop. */
#include <stdlib.h>

char *kept;
volatile int n = 1;

static void use(char *p)
{
	*p = 2;
	kept = malloc(5); //= 1 +5 mem=5
}

static int f(void)
{
	while (1) { //= 1 mem=5
		char e[100];
		use(e); //= 1 +5 mem=5
		if (n == 7) //= 1 mem=5
			return 1;
		char *q = e; //= 1 mem=5
		while (n) { //= 1 mem=5
			++q; //= 1 mem=5
			if (n == 1) { //= 1 mem=5
				if (q) //= 1 mem=5
					kept = malloc(1000); //= 1 +1000 mem=1005
				return 3; //= 1 mem=1005
			}
		}
	}
}

int main(void)
{
	return f() - 3;
}
