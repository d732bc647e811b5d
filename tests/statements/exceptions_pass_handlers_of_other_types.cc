/* A function that is not profiled catches what passed a profiled one whose handlers are for others. */
#include <stdlib.h>

static int n; //= none

static int thrower(int k) //= calls 3
{
	if (k > 1) //= 3
		throw 'c'; //= 1 +129 freed=0
	return k; //= 2
}

static int passing(int k) //= calls 3
{
	try {
		n += thrower(k); //= 3 +129 freed=0
	} catch (int) { //= 0
		n--; //= 0
	}
	return n; //= 2
}

__attribute__((no_profile, noinline)) static int catching(int k)
{
	try {
		n += passing(k);
	} catch (...) {
		n += 2;
	}
	return n;
}

int main() //= calls 1 net=0
{
	for (int k = 0; k < 3; k++) //= 4
		n += catching(k); //= 3 freed=129 peak=129
	return 0; //= 1
}
