#include <stdlib.h>

struct held { //= none
	void *p; //= none
	held() //= calls 3
	{
		p = malloc(10); //= 3 +30
	}
	~held() //= calls 3
	{
		free(p); //= 3 -30
	}
};

static int x; //= none

struct fails { //= none
	fails(int n) //= calls 2
	try {
		if (n) //= 2
			throw 1; //= 1 +?
		throw 'c'; //= 1 +?
	} catch (int) { //= 1 -?
		x++; //= 1
	} /* the exception goes on: nothing is let go of here */ //= none
	catch (...) { //= 1 -?
		held local; //= 1 +10
		x++; //= 1
	} //= 1 -10
};

struct leaves { //= none
	held kept; //= none
	~leaves() noexcept(false) //= calls 1
	try {
		x++; //= 1
		throw 1; //= 1 +?
	} catch (int) { //= 1
		x++; //= 1
	} //= none
};

struct stays { //= none
	held kept; //= none
	~stays() //= calls 1
	try {
		throw 1; //= 1 +?
	} catch (int) { //= 1
		try {
			throw 2; //= 1 +?
		} catch (int) { //= 1
			x++; //= 1
		} //= 1 -?
		return; //= 1 -?
	}
};

static void ends() //= calls 1 net=0
try {
	throw 1; //= 1 +?
} catch (int) { //= 1
	x++; //= 1
} //= 1 -?

int main() //= calls 1
{
	for (int i = 0; i < 2; i++) { //= 3
		try {
			fails f(i); //= 2 +?
		} catch (...) { //= 2
			x++; //= 2
		} //= 2 -?
	}
	try {
		leaves l; //= 1 +10
	} //= 1 +?
	catch (int) { //= 1
		x++; //= 1
	} //= 1 -?
	{
		stays s; //= 1 +10
	} //= 1 -10
	ends(); //= 1
	return 0; //= 1
}
