#include <stdlib.h>

struct block { //= none
	void *p; //= none
	explicit block(int n) : p(malloc(n)) {} //= 7 +28; calls 7
	~block() { free(p); } //= 7 -28; calls 7
};

struct holder : block { //= none
	block own = block(5); //= 3 +15
	int count; //= none
	holder(int n) //= calls 3
	    : block(n), //= 3 +9
	      count(n) //= 3
	{
		count++; //= 3
	}
	holder(); //= none
};

int elsewhere(); //= none
