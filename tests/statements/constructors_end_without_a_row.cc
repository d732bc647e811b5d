#include <stdlib.h>

struct member { //= none
	void *p = nullptr; //= none
	void take(int n) //= calls 3
	{
		p = malloc(n); //= 3 +18
	}
	~member() //= calls 3
	{
		free(p); //= 3 -18
	}
};

struct owner : member { //= none
	member own; //= none
	owner() //= calls 1 net=13
	{
		take(4); //= 1 +4
		own.take(9); //= 1 +9
	} //= none
};

template <class T> struct holder { //= none
	T value; //= none
	holder() //= calls 1 net=5
	{
		value.take(5); //= 1 +5
	} //= none
};

int main() //= calls 1 net=0
{
	{
		owner first; //= 1 +13
	} //= 1 -13
	holder<member> h; //= 1 +5
	return 0; //= 1 -5
}
