#include <stdlib.h>

struct base { //= none
	void *p; //= none
	base() //= calls 3
	{
		p = malloc(10); //= 3 +30
	}
	virtual ~base() //= calls 3 net=-30
	{
		free(p); //= 3 -30
	}
};

struct derived : base { //= none
	char room[100]; //= none
	~derived() override //= calls 2 net=-20
	{
		room[0] = 0; //= 2 -?
	}
};

struct plain : base { //= none
	int n; //= none
};

int main() //= calls 1 net=0
{
	base *b = new derived; //= 1 +?
	delete b; //= 1 -?
	b = new plain; //= 1 +34
	delete b; //= 1 -34
	{
		derived on_stack; //= 1 +10
	} //= 1 -10
	return sizeof(plain) != 24; //= 1
}
