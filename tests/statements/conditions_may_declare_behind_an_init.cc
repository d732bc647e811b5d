// flags: -std=c++17
/* What both declare goes with the last statement inside, as what either does. */
#include <stdlib.h>

struct holder { //= none
	char *p; //= none
	holder(int n) //= calls 12
	{
		p = (char *)malloc(16); //= 12 +192
		p[0] = n; //= 12
	}
	~holder() //= calls 12
	{
		free(p); //= 12 -192
	}
};

static int n; //= none

static int of_if(int k) //= calls 2 net=0
{
	if (holder h = k; char c = h.p[0]) //= 2 +?
		n += c; //= 1 -16
	return n; //= 2
}

static int of_else(int k) //= calls 2 net=0
{
	if (holder h = k; //= 2 +32
	    holder *c = h.p[0] ? &h : NULL) //= none
		n += c->p[0]; //= 1 -16
	else { //= none
		holder inner = 2; //= 1 +16
		n++; //= 1
	} //= 1 -32
	return n; //= 2
}

template <class T> static int instance(T k) //= calls 2 net=0
{
	if (holder h = k; //= 2 +32
	    T c = h.p[0]) { //= none
		n += c; //= 2
		n--; //= 2 -32
	}
	switch (holder h = k; //= 2 +32
		T c = h.p[0]) { //= none
	case 3: //= none
		n += c; //= 2 -32
	}
	return n; //= 2
}

static int of_switch(int k) //= calls 1 net=0
{
	switch (holder h = k; //= 1 +16
		int c = h.p[0]) { //= none
	default: //= none
		n += c; //= 1 -16
	}
	return n; //= 1
}

static int only_in_head(int k) //= calls 2 net=0
{
	if (holder h = k; int c = h.p[0]) { //= 2 +?
		int twice = 2 * c; //= 1
		n += twice; //= 1 -16
	}
	return n; //= 2
}

int main() //= calls 1 net=0
{
	n = of_if(0) + of_if(1); //= 1
	n = of_else(0) + of_else(1); //= 1
	n = instance(3) + instance(3L); //= 1
	n = of_switch(1); //= 1
	n = only_in_head(0) + only_in_head(1); //= 1
	return 0; //= 1
}
