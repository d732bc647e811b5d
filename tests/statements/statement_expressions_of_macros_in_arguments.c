/* A statement expression out of a macro belongs to the statement that it stands in, also where that macro is used
 * in another one's argument; one that stands in the argument itself is the program's own. */
#include <stdlib.h>

#define LOOP(n) ({ int i_ = 0; while (i_ < (n)) i_++; i_; })
#define KEEP(x) x
#define TWICE(x) KEEP(x) + KEEP(KEEP(x))
#define EXPECT(c) if (!(c)) abort()

static int f(int n)
{
	return n; //= 2
}

int main(void)
{
	int a = f(LOOP(3)); //= 1
	EXPECT(LOOP(3) == 3); //= 1
	int b = KEEP(LOOP(3)); //= 1
	b += TWICE(LOOP(3)); //= 1
	KEEP( //= 1
		f(LOOP(3))); //= none
	KEEP(({ int j = 3; while (j) j--; j; })); //= 4
	return a + b != 12; //= 1
}
