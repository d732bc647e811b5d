/* An object is worked out by the compiler also if it holds a reference to what outlives the function, a pointer to a
 * member, or a complex number. What is bound to a local, or to a temporary, runs. */
#include <stdlib.h>
struct base {
	int f(int n) const
	{
		return n + 1; //= 2
	}
	virtual int g()
	{
		return 5; //= 2
	}
	int d;
};
struct derived : base {
	int e;
};
static int global[4] = {4, 5, 6, 7};
static int eleven()
{
	return 11; //= 1
}

struct complex_ {
	_Complex double v;
	_Complex int w;
	constexpr complex_(double a, double b) : v{a, b}, w{1, 2} //= none
	{
	}
};
template <class T> struct member {
	T m;
	constexpr member(T m) : m(m) //= 0
	{
	}
};
template <class T> struct reference {
	T &r;
	constexpr reference(T &r) : r(r) //= 2
	{
	}
};

int main()
{
	int local = 3; //= 1
	static int lasting = 4;
	derived d = {}; //= 1
	d.e = 2; //= 1
	d.d = 1; //= 1
	complex_ c(1, 2); //= 1
	if (__real__ c.v != 1 || __imag__ c.v != 2 || __imag__ c.w != 2) //= 1
		abort(); //= 0
	member<int (base::*)(int) const> f(&base::f); //= 1
	member<int (base::*)()> g(&base::g); //= 1
	member<int base::*> null = nullptr; //= 1
	if ((d.*f.m)(3) != 4 || (d.*g.m)() != 5 || null.m) //= 1
		abort(); //= 0
	member<int (derived::*)(int) const> inherited(&base::f); //= 1
	member<int (derived::*)()> found(&derived::g); //= 1
	member<int derived::*> data = &derived::d, own = &derived::e; //= 1
	if ((d.*inherited.m)(3) != 4 || (d.*found.m)() != 5 || d.*data.m != 1 || d.*own.m != 2) //= 1
		abort(); //= 0
	reference<int> third(global[2]); //= 1
	reference<int[4]> whole(global); //= 1
	reference<int> kept(lasting); //= 1
	reference<int()> function(eleven); //= 1
	if (&third.r != global + 2 || &whole.r != &global || &kept.r != &lasting || function.r() != 11) //= 1
		abort(); //= 0
	reference<int> here(local); //= 1
	reference<const int> temporary(5); //= 1
	return &here.r != &local; //= 1
}
