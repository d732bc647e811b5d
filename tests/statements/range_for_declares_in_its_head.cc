#include <stdlib.h>

struct item { //= none
	char *p; //= none
	item(const item &other) //= calls 6
	{
		p = (char *)malloc(4); //= 6 +24
		p[0] = other.p[0]; //= 6
	}
	item() //= calls 3
	{
		p = (char *)calloc(1, 5); //= 3 +15
	}
	~item() //= calls 9
	{
		free(p); //= 9 -39
	}
};

template <class T> static int instance(T &items) //= calls 2
{
	int sum = 0; //= 2
	for //= 7 +12
	    (auto each //= none
		: items) //= none
		sum++; //= 5 -12
	return sum; //= 2
}

int main() //= calls 1 net=0
{
	int list[] = {1, 2}, sum = 0; //= 1
	item items[3]; //= 1 +15
	for //= 3
	    (int i //= none
		: list) //= none
		sum += i; //= 2
	for //= 4 +?
	    (item i //= none
		: items) { //= none
		sum += i.p[0]; //= 3 -?
	}
	sum += instance(list) + instance(items); //= 1
	return sum != 8; //= 1 -15
}
