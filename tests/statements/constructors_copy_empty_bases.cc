/* A base without data may be initialised from a value that has to be made. */
#include <stdlib.h>

static void *p;

struct empty { //= none
};
struct other : empty { //= none
};

static empty make(int n) //= calls 3
{
	p = malloc(n); //= 3 +90
	return empty(); //= 3
}

static other make_other(int n) //= calls 1
{
	p = malloc(n); //= 1 +7
	return other(); //= 1
}

struct base { //= none
	int t; //= none
	base(int t) : t(t) {} //= 2; calls 2
};

struct last : base, empty { //= none
	last(int t) //= calls 1 net=50
	    : base(t), //= 1
	      empty(make(50)) //= 1 +50
	{
	}
};

struct first : empty, base { //= none
	first(int t) //= calls 1 net=30
	    : empty(make(30)), //= 1 +30
	      base(t) //= 1
	{
	}
};

struct left : empty { //= none
	left() { p = malloc(3); } //= 1 +3; calls 1
};

/* Objects of one type have places of their own: the second base is not where the object is. */
struct apart : left, other { //= none
	int k; //= none
	apart() //= calls 1 net=10
	    : left(), //= 1 +3
	      other(make_other(7)), //= 1 +7
	      k(4) //= 1
	{
	}
};

struct delegates : empty { //= none
	delegates(int n) : empty(make(n)) {} //= 1 +10; calls 1
	delegates() : delegates(10) {} //= 1 +10; calls 1
};

int main() //= calls 1
{
	last a(1); //= 1 +50
	first b(2); //= 1 +30
	apart c; //= 1 +10
	delegates d; //= 1 +10
	return a.t + b.t + c.k - 7; //= 1
}
