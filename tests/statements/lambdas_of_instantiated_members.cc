#include <stdlib.h>

static int x; //= none

template <class T> struct plain { //= none
	int a = 1; //= none
	int b = [&] { //= calls 4 net=8
		void *p = malloc(2); //= 4 +8
		x++; //= 4
		return p ? a : 0; //= 4
	}(); //= none
};

template <class T> struct written { //= none
	T n; //= none
	written() //= calls 1
	{
		n = 1; //= 1
	}
	int a = [&] { //= calls 1
		x++; //= 1
		return 1; //= 1
	}(); //= none
	int b = [&](auto k) { //= calls 1
		x++; //= 1
		return k; //= 1
	}(1); //= none
};

template <class T> struct outer { //= none
	struct inner { //= none
		int a = [] { //= calls 1
			x++; //= 1
			return [](int k) { return x + k; }; //= 2
		}()(3); //= none
	};
	inner i; //= none
};

template <class T> struct with_static { //= none
	static int a; //= none
};
template <class T> int with_static<T>::a = [] { //= calls 1
	return ++x; //= 1
}(); //= none

template <class T> int variable = [] { //= calls 1
	return ++x; //= 1
}(); //= none

template <class T> static int defaults(T t, int k = [] { //= calls 3
	x++; //= 1
	return 1; //= 1
}())
{
	return k; //= 2
}

/* Never used, so never made. */
template <class T> struct unused { //= none
	int a = [] { //= none
		return x++; //= none
	}(); //= none
};

static plain<long> global; //= none

int main() //= calls 1
{
	plain<int> a; //= 1 +2
	plain<char> b{}; //= 1 +2
	plain<short> *c = new plain<short>(); //= 1 +10
	written<int> d; //= 1
	outer<int> e; //= 1
	x += with_static<int>::a + variable<int>; //= 1
	x += defaults(1) + defaults(1, 2); //= 1
	delete c; //= 1 -8
	return 0; //= 1
}
