/* A statement expression out of a macro belongs to the statement that it stands in, also where that macro is used
 * in another one's argument; one that stands in the argument itself is the program's own. */
#include <stdlib.h>

#define LOOP(n) ({ int i_ = 0; while (i_ < (n)) i_++; i_; })
#define MAX(a, b) ({ int a_ = (a); int b_ = (b); a_ > b_ ? a_ : b_; })
#define KEEP(x) x
#define TWICE(x) KEEP(x) + KEEP(KEEP(x))
#define EXPECT(c) if (!(c)) abort()

static int f(int n)
{
	return n; //= 3
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
	a +=                                  //= 1
		MAX(f(2), ({ int j = 2; j; })); //= none
	return //= 1
		MAX(({ int j = 2; j; }), a + b) != 14; //= none
}
