// What a statement's destructors and exceptions do belongs to it, whichever way control leaves.
#include <stdexcept>
#include <stdlib.h>

struct holder {
	char *p;
	explicit holder(int n) //= calls 13 net=330
	    : p(new char[n])
	{
	}
	~holder() //= calls 13 net=-330
	{
		delete[] p; //= 13 -330
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
	return sum != 14; //= 1
}
