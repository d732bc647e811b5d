#include <stdlib.h>
#define JOINED_(A, B) A##B
#define JOINED(A, B) JOINED_(A, B)
#define NAME JOINED(thing, 1)
#define WHOLE(T)                                                                                   \
	T(int n) : base(), size(n)                                                                 \
	{                                                                                          \
	}
#define GONE(T)                                                                                    \
	T(int n) : base(), size(n)                                                                 \
	{                                                                                          \
	}

struct base {
	void *p;
	base() : p(malloc(3)) {} //= 3 +9
	~base() { free(p); }	 //= 3 -9
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

#undef NAME
#undef JOINED

struct all : base {
	int size;
	WHOLE(all) //= 1 +3; calls 1
	int after : 3;
};

struct gone : base {
	int size;
	GONE(gone) //= 1 +3; calls 1
	int after : 3;
};
#undef GONE

int main()
{
	thing1<int> f(1);				       //= 1 +3
	all a(2);				       //= 1 +3
	gone b(3);				       //= 1 +3
	return f.size + a.size + b.size - (f.p == a.p) != 7; //= 1 -9
}
