#include <stdlib.h>

struct block { //= none
	void *p; //= none
	block(int n) //= calls 14
	{
		if (n > 50) //= 14
			throw 'c'; //= 4 +?
		p = malloc(n); //= 10 +52
	}
	~block() //= calls 10
	{
		free(p); //= 10 -52
	}
};

static int x; //= none

static int fails(int n) //= calls 2
{
	if (n) //= 2
		throw n; //= 1 +?
	return 5; //= 1
}

/* What an exception leaves belongs to the initialiser out of which it came. */
struct pair { //= none
	block a, b; //= none
	int n; //= none
	pair(int n, int m) //= calls 3
	    : a(10), //= 3 +30
	      b(n), //= 3 +?
	      n(fails(m)) //= 2 +?
	{
		x++; //= 1
	}
};

struct tries : pair { //= none
	block own; //= none
	tries(int n, int m) try //= calls 3
	    : pair(n, m), //= 3 +?
	      own(7) //= 1 +7
	{
		x++; //= 1
	} catch (int) { //= 1 -?
		x++; //= 1
	} //= none
	catch (...) { //= 1 -?
		block local(2); //= 1 +2
	} //= 1 -2
};

struct defaults { //= none
	block first = block(1); //= 3 +3
	block second{60}; //= 2 +?
	defaults() {} //= calls 1
	defaults(int n) //= calls 1
	    : second(n) //= 1 +?
	{
		x++; //= 0
	}
	defaults(char) //= calls 1
	{
	}
};

static void attempt(int which) //= calls 6 net=0
{
	try {
		if (which == 1) //= 6
			tries t(5, 0); //= 1
		if (which == 2) //= 6
			tries t(60, 0); //= 1 +?
		if (which == 3) //= 5
			tries t(5, 1); //= 1 +?
		if (which == 4) //= 4
			defaults d; //= 1 +?
		if (which == 5) //= 3
			defaults d(70); //= 1 +?
		if (which == 6) //= 2
			defaults d('c'); //= 1 +?
	} catch (...) { //= 5
		x++; //= 5
	} //= 5 -?
}

int main() //= calls 1
{
	for (int i = 1; i < 7; i++) //= 7
		attempt(i); //= 6
	return 0; //= 1
}
