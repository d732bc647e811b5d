/* A virtual base that has no data stands where a base stands that derives from it. */
#include <stdlib.h>

static void *p;

struct top { //= none
	virtual int get() const = 0; //= none
};

struct middle : virtual top { //= none
	void *room; //= none
	middle(int n) : room(malloc(n)) {} //= 1 +10; calls 1
	int get() const { return 1; } //= 0
};

struct lower : middle { //= none
	int k; //= none
	lower(int n) //= calls 1 net=10
	    : middle(n), //= 1 +10
	      k(2) //= 1
	{
		k++; //= 1
	}
};

/* Built as a base, where virtual ones are left to others. */
struct whole : virtual lower { //= none
	whole(int n) : lower(n) {} //= 1 +10; calls 1
};

struct one { //= none
	one() { p = malloc(1); } //= 2 +2; calls 2
};
struct two : virtual one { //= none
	two() { p = malloc(2); } //= 1 +2; calls 1
	two(int) { p = malloc(2); } //= 1 +2; calls 1
};
struct four : virtual two { //= none
	four() //= 0; calls 2
	{
		p = malloc(4); //= 2 +8
	}
};

struct unasked : four { //= none
	unasked() //= 1 +7; calls 1 net=7
	{
	}
};

struct asked : four { //= none
	asked() //= calls 1 net=7
	    : one(), //= 1 +1
	      two(1), //= 1 +2
	      four() //= 1 +4
	{
	}
};

int main() //= calls 1
{
	whole a(10); //= 1 +10
	unasked b; //= 1 +7
	asked c; //= 1 +7
	return a.k - 3; //= 1
}
