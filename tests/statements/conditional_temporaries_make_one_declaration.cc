/* Which of the temporaries a reference has made last is known by hidden variables. */
#include <stdlib.h>

struct holder { //= none
	void *p; //= none
	int n; //= none
	holder(int n) : p(malloc(n)), n(n) {} //= 12 +700; calls 12
	~holder() { free(p); } //= 12 -700; calls 12
};

static int one(int i) //= calls 2 net=0
{
	const int && //= none
		a = i //= 2 +30
		? holder(10).n //= none
		: holder(20) //= none
			.n; //= none
	return a; //= 2 -30
}

static int several(int i) //= calls 2 net=0
{
	const int && //= none
		a = i //= 2 +30
		? holder(10).n //= none
		: holder(20) //= none
			.n, //= none
	      &&b = i + //= 2 peak=300
		holder(100).n + holder(200) //= none
			.n, //= none
	      &&c = holder(5) //= 2 +10
			.n; //= none
	holder d(a); //= 2 +30
	return b + c + d.n; //= 2 -70
}

int main() //= calls 1 net=0
{
	one(0); //= 1
	one(1); //= 1
	several(0); //= 1
	several(1); //= 1
	return 0; //= 1
}
