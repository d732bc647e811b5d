#include <stdlib.h>
#include <string>

struct block { //= none
	void *p; //= none
	block(int n) //= calls 16
	{
		p = malloc(n); //= 16 +176
	}
	block() : block(3) //= 2 +6; calls 2 net=6
	{
	} //= none
	~block() //= calls 16
	{
		free(p); //= 16 -226
	}
};

static int twice(int n) //= calls 3
{
	return 2 * n; //= 3
}

struct base { //= none
	block a; //= none
	base(int n) : a(n) {} //= 4 +64; calls 4 net=64
};

/* In the order in which they are declared, each at its own line. */
struct owner : base { //= none
	int number; //= none
	block first, second; //= none
	std::string text; //= none
	const int &same; //= none
	char *const row; //= none
	owner(int n) //= calls 1 net=240
	    : //= none
	      row( //= 1 +40
		      new char[40]), //= none
	      first(n), //= 1 +10
	      second{ //= 1 +20
		      twice( //= none
			      n)}, //= none
	      text(99, 'x'), //= 1 +100
	      same(number), /* , base(9) */ //= 1
	      number(n), base(n * n - 40) //= 1 +60
	{
		free(row); //= 1 -40
		block more(50); //= 1 +50
		number++; //= 1
		first.p = realloc(first.p, 10 + n * 5); //= 1 +50
	} //= 1 -50
};

/* What is not written: a member's default at the member, constructors at the constructor's name. */
struct rest : base { //= none
	block *kept = new block(4); //= 3 +36
	block with = block(twice(3)), without; //= 2 +12
	int zero = 0; //= 2
	int untouched; //= none
	rest() : base(1) //= 1 +4; calls 1 net=22
	{
		untouched = 1; //= 1
	} //= none
	explicit rest(int n) //= 1 +3; calls 1 net=23
	    : base(2), zero(n) //= 1 +2
	{
	}
	rest(const rest &other) : base(1), with(1), without(1) //= 1 +3; calls 1 net=15
	{
	}
	~rest() //= calls 3
	{
		delete kept; //= 3 -36
	} //= 3 -?
};

int main() //= calls 1 net=0
{
	owner *o = new owner(10); //= 1 +?
	delete o; //= 1 -?
	rest a, b(2), c(a); //= 1 +?
	return 0; //= 1 -?
}
