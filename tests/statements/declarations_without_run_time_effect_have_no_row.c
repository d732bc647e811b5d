static int called(void)
{
	extern int elsewhere; //= none
	static int counter = 5; //= none
	static const char *name = "x"; //= none
	typedef int number; //= none
	enum { A, B = 4 }; //= none
	struct point { int x; }; //= none
	int helper(int); //= none
	number n; //= none
	register int r; //= none
	_Static_assert(B == 4, "B"); //= none
	n = r = counter++; //= 2
	return n + r; //= 2
}

int main(void)
{
	return called() + called() != 22;
}
