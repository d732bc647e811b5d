#include <stdlib.h>

template <int N, typename X> struct element {
	X data;
	template <typename Y>
	explicit element(Y y)
		: data(y) //= 3
	{
	}
};

template <typename... X> struct pair_of;
template <typename X, typename Y>
struct pair_of<X, Y> : element<0, X>, element<1, Y> {
	pair_of(X x, Y y)	//= calls 1
		: element<0, X>(x), //= 1
		  element<1, Y>(y) //= 1
	{
	}
};

template <int... N> struct row : element<N, int>... {
	template <typename... Y>
	explicit row(Y... y)	       //= calls 1
		: element<N, int>(y)... //= 1
	{
	}
};

int main()
{
	pair_of<int, long> p(1, 2L); //= 1
	row<7> r(4);		     //= 1
	return r.data - 4;	     //= 1
}
