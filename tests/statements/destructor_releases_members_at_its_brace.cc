#include <stdlib.h>

struct part { //= none
	void *p; //= none
	part() //= calls 13 net=130
	{
		p = malloc(10); //= 13 +130
	}
	~part() //= calls 13 net=-130
	{
		free(p); //= 13 -130
	} //= none
};

struct owner { //= none
	part a, b; //= none
	int n; //= none
	~owner() //= calls 3 net=-60
	{
		void *volatile p = malloc(5); //= 3 +15
		free(p); //= 3 -15
	} //= 3 -60
};

struct empty : owner { //= none
	~empty() //= calls 1 net=-20
	{
	} //= 1 -20
};

struct derived : private owner { //= none
	int n; //= none
	~derived() //= calls 1 net=-20
	{
		n = 1; //= 1
	} //= 1 -20
};

struct leaves { //= none
	part a; //= none
	int n; //= none
	~leaves() //= calls 2 net=-20
	{
		if (n) //= 2
			return; //= 1 -10
		n = 5; //= 1
	} //= 1 -10
};

struct array { //= none
	part a[2]; //= none
	~array() //= calls 1 net=-20
	{
		part local; //= 1 +10
	} //= 1 -30
};

/* Not by the destructor's body: which of the functions that a compiler makes of it destroys a
 * virtual base is the compiler's business (docs/clang.md). */
struct shares : virtual part { //= none
	int n; //= none
	~shares() //= calls 1
	{
		n = 0; //= 1
	}
};

union either { //= none
	part a; //= none
	int n; //= none
	either() { n = 1; } //= calls 1
	~either() //= calls 1 net=0
	{
		n = 0; //= 1
	} //= none
};

struct one { //= none
	part a; //= none
	int n; //= none
	~one() //= calls 1 net=-10
	try {
		n = 0; //= 1
	} //= 1 -10
	catch (int) { //= 0
		n = 1; //= 0
	}
};

template <class T> struct box { //= none
	T held; //= none
	~box() //= calls 1
	{
		held = T(); //= 1
	} //= none
};

int main() //= calls 1 net=0
{
	{
		owner o; //= 1 +20
	} //= 1 -20
	{
		empty e; //= 1 +20
	} //= 1 -20
	{
		derived d; //= 1 +20
	} //= 1 -20
	{
		leaves early, late; //= 1 +20
		early.n = 1; //= 1
		late.n = 0; //= 1
	} //= 1 -20
	{
		array a; //= 1 +20
	} //= 1 -20
	{
		shares s; //= 1 +10
	} //= 1 -10
	{
		either e; //= 1
		one o; //= 1 +10
		box<int> b; //= none
	} //= 1 -10
	return 0; //= 1
}
