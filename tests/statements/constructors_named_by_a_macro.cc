#include <stdlib.h>
#define JOINED_(A, B) A##B
#define JOINED(A, B) JOINED_(A, B)
#define NAME JOINED(thing, 1)
#define WHOLE(T)                                                                                   \
	T(int n) : base(), size(n)                                                                 \
	{                                                                                          \
	}

struct base {
	void *p;
	base() : p(malloc(3)) {} //= 2 +6
	~base() { free(p); }	 //= 2 -6
};

template <typename R> struct NAME : base {
	int size;
	template <typename F>
	NAME(F f) //= calls 1
		: base(), //= 1 +3
		  size(f) //= 1
	{
		size++; //= 1
	}
};

struct all : base {
	int size;
	WHOLE(all) //= 1 +3; calls 1
	int after : 3;
};

int main()
{
	NAME<int> f(1);				     //= 1 +3
	all a(2);				     //= 1 +3
	return f.size + a.size - (f.p == a.p) != 4; //= 1 -6
}
