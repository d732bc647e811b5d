#include <stdlib.h>

struct block { //= none
	void *p; //= none
	block(int n) //= calls 15
	{
		p = malloc(n); //= 15 +201
	}
	~block() //= calls 14
	{
		free(p); //= 14 -198
	}
};

struct empty { //= none
	empty() {} //= calls 3
};

struct nothing { //= none
};

/* A delegating constructor has one initialiser. */
struct task { //= none
	block room; //= none
	char *more = (char *)malloc(5); //= 2 +10
	task(int n) : room(n) {} //= 2 +30; calls 2 net=40
	task() //= calls 2 net=45
	    : task(15) //= 2 +40
	{
		room.p = realloc(room.p, 20 - n); //= 2 +5
		n = 5; //= 2
	}
	~task() { free(more); } //= 2 -?; calls 2
	static int n; //= none
};

int task::n = 0; //= none

struct sole { //= none
	sole(int) {} //= calls 1
	sole() : sole(1) {} //= 1; calls 1
};

/* A virtual base is initialised with whole objects only. */
struct root { //= none
	block held; //= none
	root(int n) : held(n) {} //= 2 +121; calls 2
};

struct left : virtual root, empty { //= none
	block own; //= none
	left(int n) //= 2; calls 2
	    : //= none
	      own(n), //= 2 +4
	      root(100) //= 1 +100
	{
	}
};

struct right : virtual root { //= none
	block own; //= none
	right(int n) //= calls 1 net=6
	    : root(200), //= 0
	      own(n) //= 1 +6
	{
	}
};

struct silent : virtual empty, nothing { //= none
	silent() : nothing() {} //= 1; calls 1
	virtual ~silent() {} //= calls 1
};

struct both : left, right, silent { //= none
	both() //= 1; calls 1 net=29
	    : right(6), //= 1 +6
	      left(2), //= 1 +2
	      root(20 + 1) //= 1 +21
	{
	}
};

union either { //= none
	block a; //= none
	long b = 7; //= 1
	either() {} //= calls 1
	either(int n) : a(n) {} //= 1 +9; calls 1
	~either() {} //= calls 2
};

struct inside { //= none
	union { //= none
		block a; //= none
		char *b = (char *)malloc(3); //= 1 +3
	};
	struct { //= none
		int c; //= none
		void *d = malloc(2); //= 1 +2
		int e = 4; //= 2
	};
	block row[3] = {1, 2, 3}; //= 1 +6
	inside() : c(1) {} //= 1; calls 1 net=11
	inside(int n) //= calls 1
	    : a(n), c(1), //= 1 +8
	      d(malloc(n)), row{n, n, 1} //= 1 +25
	{
	}
	~inside() //= calls 2
	{
		free(b); //= 2 -11
		free(d); //= 2 -10
	} //= 2 -23
};

int main() //= calls 1
{
	{
		task a, b; //= 1 +45
	} //= 1 -?
	sole s; //= 1
	left l(2); //= 1 +102
	both c; //= 1 +29
	either e, f(9); //= 1 +9
	f.a.~block(); //= 1 -9
	inside i, j(8); //= 1 +?
	return 0; //= 1 -?
}
