#include <stdlib.h>

struct nothing { //= none
};

struct block { //= none
	void *p; //= none
	block(int n) //= calls 9
	{
		p = malloc(n); //= 9 +9
	}
	~block() { free(p); } //= 9 -8; calls 9
};

/* What makes no code is counted as well, and once, whatever the body begins with. */
struct repeats { //= none
	int n; //= none
	nothing none; //= none
	repeats() //= calls 1
	    : n(1), //= 1
	      none() //= 1
	{
	again:
		n++; //= 3
		if (n < 4) //= 3
			goto again; //= 2
	}
};

struct loops { //= none
	int n; //= none
	block b; //= none
	nothing none; //= none
	loops() //= calls 1
	    : n(1), //= 1
	      b(1), //= 1 +1
	      none() //= 1
	{
		while (n < 4) //= 4
			n++; //= 3
	}
	loops(int n) //= calls 1
	    : n(n), //= 1
	      b(1), //= 1 +1
	      none() //= 1
	{
		for (int i = 0; i < n; i++) //= 4
			this->n += i; //= 3
	}
	loops(char c) //= calls 1
	    : n(c), //= 1
	      b(1), //= 1 +1
	      none() //= 1
	{
		do //= none
			n = n - 'a'; //= 1
		while (n > 5); //= 1
	}
	loops(long) : b(1), none() {} //= 1 +1; calls 1
};

struct tries { //= none
	int n; //= none
	block b; //= none
	tries() //= calls 1
	    : n(1), //= 1
	      b(1) //= 1 +1
	{
		try {
			throw 1; //= 1 +?
		} catch (int) { //= 1
			n--; //= 1
		} //= 1 -?
	}
	tries(int m) //= calls 2
	    : n(m), //= 2
	      b(1) //= 2 +2
	{
		{
			if (n) //= 2
				return; //= 1
		}
		n = 2; //= 1
	}
	tries(char) //= calls 1
	    : n(0), //= 1
	      b(1) //= 1 +1
	{
		typedef int number;
		static block *kept = new block(1); //= 1 +9
		number m = 0; //= 1
		n = kept == nullptr; //= 1
		free(kept->p); //= 1 -1
		kept->p = nullptr; //= 1
		delete kept; //= 1 -8
	}
};

int main() //= calls 1 net=0
{
	repeats a; //= 1
	loops b, c(3), d('c'), e(5L); //= 1 +4
	tries f, g(0), h(1), i('c'); //= 1 +4
	return 0; //= 1 -8
}
