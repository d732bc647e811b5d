/* A function that is not profiled catches what passed a profiled one whose handlers are for others. */
#include <stdlib.h>

static int n; //= none

static int thrower(int k) //= calls 6
{
	if (k > 1) //= 6
		throw 'c'; //= 2 +258 freed=0
	return k; //= 4
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

struct quiet { //= none
	void *p; //= none
	__attribute__((no_profile)) quiet() { p = malloc(40); }
	__attribute__((no_profile)) ~quiet() { free(p); }
};

static int passing_by(int k) //= calls 3
{
	try {
		n += thrower(k); //= 3 +129 frees=0
	} catch (int) { //= 0
		n--; //= 0
	}
	return n; //= 2
}

__attribute__((no_profile, noinline)) static int between(int k)
{
	quiet q;
	return passing_by(k);
}

int main() //= calls 1 net=0
{
	for (int k = 0; k < 3; k++) //= 4
		n += catching(k); //= 3 freed=129 peak=129
	for (int k = 0; k < 3; k++) //= 4
		try {
			n += between(k); //= 3 +129 allocs=3 frees=3
		} catch (...) { //= 1
			n++; //= 1
		} //= 1 -129
	return 0; //= 1
}
