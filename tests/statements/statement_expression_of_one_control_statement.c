/* A statement expression that is all of a statement is one, also where nothing but a loop or a condition is in it:
 * written out, that is another statement; out of a macro it is none. */
#include <stdlib.h>

#define LOOP(n) ({ for (int i_ = 0; i_ < (n); i_++) drop(malloc(9)); })
#define UNTIL_0(n) ({ while (n) drop(malloc(n)), n--; })
#define CHECK(c) ({ if (c) ; else abort(); })
#define CHOOSE(n) ({ switch (n) { case 1: drop(malloc(1)); break; default: abort(); } })

static void drop(void *p)
{
	free(p); //= 13 -42
}

int main(void)
{
	int n = 3; //= 1
	LOOP(3); //= 1
	UNTIL_0(n); //= 1
	CHECK(n == 0); //= 1
	CHOOSE(1); //= 1
	({ //= 1
		if (n) //= 1
			drop(NULL); //= 0
	});
	({ //= 1
		while (n < 2) //= 3
			drop(malloc(++n)); //= 2
	});
	({ //= 1
		do //= none
			drop(malloc(n)); //= 2
		while (--n); //= 2
	});
	(void)({ //= 1
		switch (n) { //= 1
		case 0:
			drop(malloc(1)); //= 1
		}
	});
	__extension__({ //= 1
		drop(malloc(1)); //= 1
		n++; //= 1
	});
	return n != 1; //= 1
}
