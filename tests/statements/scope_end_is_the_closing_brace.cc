#include <stdlib.h>

struct holder { //= none
	void *p; //= none
	holder(int n) //= calls 16
	{
		p = malloc(n); //= 16 +?
	}
	~holder() //= calls 16
	{
		free(p); //= 16 -?
	}
};

static void falls(int n) //= calls 1 net=0
{
	holder h(n); //= 1 +10
	n++; //= 1
} //= 1 -10

static void leaves(int n) //= calls 2 net=0
{
	holder h(10); //= 2 +20
	if (n) //= 2
		return; //= 1 -10
	n++; //= 1
} //= 1 -10

static int returns(void) //= calls 1 net=0
{
	holder h(10); //= 1 +10
	return 3; //= 1 -10
} //= 0

template <class T> static void instance(T n) //= calls 1 net=0
{
	holder h(n); //= 1 +10
	n++; //= 1
} //= 1 -10

static void inner(int n) //= calls 1 net=0
{
	holder outer(1); //= 1 +1
	for (int i = 0; i < n; i++) { //= 4
		holder each(10); //= 3 +30
		if (i == 1) //= 3
			continue; //= 1 -10
		n += 0; //= 2
	} //= 2 -20
	{
		holder block(7); //= 1 +7
	} //= 1 -7
	if (n) { //= 1
		holder first(2); //= 1 +2
		holder second(3); //= 1 +3
	} //= 1 -5
} //= 1 -1

struct owner { //= none
	int n; //= none
	owner() //= calls 1 net=0
		: n(5)
	{
		holder local(n); //= 1 +5
		holder other(6); //= 1 +6
	} //= 1 -11
	~owner() //= calls 1 net=0
	{
		holder local(n); //= 1 +5
	} //= 1 -5
};

int main() //= calls 1
{
	falls(10); //= 1
	leaves(0); //= 1
	leaves(1); //= 1
	returns(); //= 1
	instance(10); //= 1
	inner(3); //= 1
	{
		owner o; //= 1
	} //= 1
	auto lambda = [] { //= 1
		holder h(4); //= 1 +4
	}; //= 1 -4
	lambda(); //= 1
	return 0; //= 1
} //= none
