// What a statement's destructors and exceptions do belongs to it, whichever way control leaves.
#include <stdexcept>
#include <stdlib.h>

struct holder {
	char *p;
	explicit holder(int n) //= calls 16 net=339
	    : p(new char[n])
	{
	}
	~holder() //= calls 16 net=-339
	{
		delete[] p; //= 16 -339
	}
};

static void thrower(int n) //= calls 8
{
	holder h(40); //= 8 +320
	if (n > 2) //= 8
		throw 7; //= 2 +?
	n++; //= 6
} //= 6 -240

static void through(int n) //= calls 5
{
	thrower(n); //= 5 +?
	thrower(n); //= 3
} //= none

// No way leads to these closing braces, so that they have no rows.
static int leaves(int n) //= calls 3
{
	holder h(3); //= 3 +9
	switch (n) { //= 3
	case 0:
		return 1; //= 1 -3
	default:
		if (n > 1) //= 2
			return 2; //= 1 -3
		else
			throw 1; //= 1 +?
	}
} //= none

static int handles(int n) //= calls 3
{
	try {
		return leaves(n); //= 3 +?
	} catch (int e) { //= 1 -?
		return e; //= 1 -?
	} //= none
}

int main(void) //= calls 1
{
	int sum = 0; //= 1
	for (int i = 0; i < 5; i++) { //= 6
		try {
			holder h(2); //= 5 +10
			through(i); //= 5 +?
		} catch (int e) { //= 3 -6
			sum += e; //= 2
		} //= 2 -?
	}
	for (int i = 0; i < 3; i++) //= 4
		sum += handles(i); //= 3
	return sum != 18; //= 1
}
