/* What a constructor initialises is looked for in the text, where every branch of an #if stands. */
#include <stdlib.h>

#define YES 2

struct base {
	void *p;
	base() : p(malloc(5)) {} //= 4 +20 allocs=4
	~base() { free(p); }     //= 4 -20 frees=4
};

struct none : base {
	int use;
	none() //= 1 +5
#ifdef NEVER
		: use(1) //= none
#endif
	{
		use = 1; //= 1
	}
};

struct second : base {
	void *q;
	second()
#if YES == 1
		: q(malloc(1)) //= none
#elif defined(YES) && YES > 2
		: q(malloc(2)) //= none
#elif YES
		/* q(malloc(9)), */
#if 0
		: base(), q(malloc(3)) //= none
#else
		: base(),     //= 1 +5
		  q(malloc(4)) //= 1 +4 allocs=1
#endif
#else
		: q(malloc(6)) //= none
#endif
	{
		free(q); //= 1 -4
	}
};

struct scoped : base {
	void go(int n)
	{
#if YES == 3
		if (n) { //= none
#else
		if (n > 1) { //= 1
#endif
			base b; //= 1 +5
#if YES == 3
			if (n) { //= none
#endif
			n--; //= 1
#ifdef NEVER
		}
#else
		} //= 1 -5
#endif
	}
};

int main()
{
	none n;	  //= 1 +5
	second s; //= 1 +5
	scoped c; //= 1 +5
	c.go(2);  //= 1
	return 0; //= 1 -15
}
