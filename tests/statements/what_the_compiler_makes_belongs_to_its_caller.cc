#include <stdlib.h>
#include <string.h>

struct text { //= none
	char *p; //= none
	text() //= calls 2
	{
		p = (char *)malloc(10); //= 2 +20
	}
	text(const text &other) //= calls 1
	{
		p = (char *)malloc(20); //= 1 +20
		memcpy(p, other.p, 1); //= 1
	}
	text &operator=(const text &other) //= calls 1
	{
		p = (char *)realloc(p, 40); //= 1 +20
		memcpy(p, other.p, 1); //= 1
		return *this; //= 1
	}
	~text() //= calls 3
	{
		free(p); //= 3 -?
	}
};

struct pair { //= none
	text first; //= none
	int second = 5; //= none
};

struct derived : pair { //= none
	derived() = default; //= none
};

int main() //= calls 1
{
	pair *a = new pair; //= 1 +26
	pair *b = new pair(*a); //= 1 +36
	*b = *a; //= 1 +20
	delete a; //= 1 -26
	delete b; //= 1 -56
	derived *c = new derived; //= 1 +26
	delete c; //= 1 -26
	return 0; //= 1
}
