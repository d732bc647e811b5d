#include <stdlib.h>
#include <string>

struct block { //= none
	void *p; //= none
	block(int n) //= calls 15
	{
		p = malloc(n); //= 15 +79
	}
	block(const block &other) : p(malloc(3)) {} //= 3 +9; calls 3
	~block() //= calls 18
	{
		free(p); //= 18 -88
	}
	int size() const { return 4; } //= calls 4; 4
};

static int none(const block &, const block & = block(9)) //= calls 4
{
	return 0; //= 4
}

/* Temporaries go with the initialiser, what a statement expression does has its own lines. */
struct owner { //= none
	int a, b; //= none
	block copy; //= none
	block chosen; //= none
	char *made; //= none
	int with = none(block(2)); //= 2
	block bits[2]; //= none
	unsigned low : 3, high : 5; //= none
	owner(int n) //= calls 2 net=42
	    : a(block(7).size() + //= 2
		block(8).size()), //= none
	      b(({ //= 2
		      void *p = malloc(6); //= 2 +12
		      free(p); //= 2 -12
		      5; //= 2
	      })), //= none
	      copy(block(1)), //= 2 +2
	      chosen(n ? block(5) : copy), //= 2 +8
	      made([](int m) { //= 2 +24
		      return (char *)malloc(m); //= 2 +24
	      }(12)), //= none
	      bits{block(1), copy}, //= 2 +8
	      low(n), high(none(copy)) //= 2
	{
	}
	~owner() { free(made); } //= 2 -?; calls 2
};

int main() //= calls 1 net=0
{
	owner first(0), second(1); //= 1 +?
	return 0; //= 1 -?
}
