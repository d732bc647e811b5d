// flags: -std=c++17
#include <stdlib.h>
#include <utility>

struct block { //= none
	void *p; //= none
	block(int n) //= calls 30
	{
		p = malloc(n); //= 30 +201
	}
	block() : block(1) {} //= 2 +2; calls 2
	block(block &&other) : p(other.p) { other.p = nullptr; } //= 3; calls 3
	~block() { free(p); } //= 33 -201; calls 33
};

/* Named by a parameter, by another name, by more than a name. */
template <class Base, class T> struct over : Base { //= none
	T value; //= none
	block *extra = new block(sizeof(T)); //= 3 +37
	block spare; //= none
	over(T v) //= 2 +2; calls 2
	    : value(v), //= 2
	      Base(20) //= 2 +40
	{
	}
	template <class U> over(T v, U u) //= calls 1 net=53
	    : Base(30), //= 1 +30
	      value(v), //= 1
	      spare(u) //= 1 +7
	{
		value++; //= 1
	}
	~over() { delete extra; } //= 3 -?; calls 3
};

template <class T> struct wide : over<block, T> { //= none
	typedef over<block, T> inherited; //= none
	wide(T v) //= calls 1
	    : inherited(v) //= 1 +33
	{
	}
	wide(); //= none
};

template <class T> //= none
wide<T>::wide() //= calls 1
    : wide(T(5)) //= 1 +33
{
}

namespace other { //= none
template <int n, class T> struct deep { //= none
	struct inner { //= none
		block own; //= none
		inner(T t) : own(t) {} //= 3 +7; calls 3
	};
};
} // namespace other

struct derived : other::deep<(3 > 2), long>::inner, private std::pair<block, int> { //= none
	typedef other::deep<1, long>::inner base; //= none
	derived() //= calls 1
	    : //= none
	      other::deep<(2 < 3), /* the same */ //= 1 +4
			  long>::inner(4), //= none
	      std::pair< //= 1 +6
		      block, int>(block(6), 0) //= none
	{
	}
	derived(int n) noexcept(sizeof(derived) > 1 ? true : false) //= calls 2
	    : base(n), //= 2 +3
	      pair(block(n + 4), 9) //= 2 +11
	{
	}
};

template <int n> struct numbered { //= none
	block own; //= none
	numbered(int m) : own(m * n) {} //= 3 +30; calls 3
};

template <class... Bases> struct many : Bases... { //= none
	block own; //= none
	many(int n) //= calls 1
	    : Bases(n)..., //= 1 +30
	      own(n) //= 1 +5
	{
	}
};

struct lists { //= none
	block all[2]; //= none
	int (*function)(int); //= none
	const char *said; //= none
	lists(int n) try //= calls 1
	    : all{n, n}, //= 1 +8
	      function([](int m) { return m; }), //= 2
	      said("a ) { \" : b(" ")") //= 1
	{
	} catch (...) { //= 0
	}
};

#define MEMBER(name, value) name(value)
#define BLOCKS MEMBER(first, 2), second(3)
#define CONSTRUCTOR(type, n) \
	type(int) : block(n), first(n), second(n) \
	{ \
	}

struct macros : block { //= none
	block first, second; //= none
	macros() //= calls 1
	    : block(1), //= 1 +1
	      BLOCKS //= 1 +5
	{
	}
	CONSTRUCTOR(macros, 5) //= 1 +15; calls 1
	macros(char) //= calls 1
	    : block(7), //= 1 +7
#if 0
	      first(9), second(9)
#else
	      first(8), //= 1 +8
	      second(6) //= 1 +6
#endif
	{
	}
};

int main() //= calls 1 net=0
{
	over<block, char> a('a'); //= 1 +?
	over<block, long> b(1, 7); //= 1 +53
	wide<int> c; //= 1 +33
	derived d, e(1), f(2); //= 1 +?
	many<numbered<1>, numbered<2>, numbered<3>> g(5); //= 1 +35
	lists h(4); //= 1 +8
	macros i, j(0), k('k'); //= 1 +?
	return h.function(0); //= 1 -?
}
