#include <stdlib.h>

static void *p;
static int n; //= none

struct holder { //= none
	void *p; //= none
	int n; //= none
	holder(int n) : p(malloc(n)), n(n) {} //= 4 +40; calls 4
	~holder() { free(p); } //= 4 -40; calls 4
};

template <class T> static T local() //= calls 2 net=200
{
	T k = ({ //= 2
		p = malloc(100); //= 2 +200
		T(4); //= 2
	});
	return k; //= 2
}

template <class T> static T in_brackets(T m) //= calls 2 net=12
{
	T k(({ //= 2
		if (m) //= 2
			p = malloc(6); //= 2 +12
		m; //= 2
	})), l{({ //= 2
		m++; //= 2
		m; //= 2
	})};
	return k + l; //= 2
}

template <class T> static T loops(T m) //= calls 2 net=46
{
	for (T i = ({ //= 2
		     p = malloc(7); //= 2 +14
		     T(0); //= 2
	     });
	     i < m; i++) { //= 6
		T k = ({ //= 4
			p = malloc(8); //= 4 +32
			i; //= 4
		});
		n += k; //= 4
	}
	return n; //= 2
}

template <class T> static T objects(T m) //= calls 2 net=6
{
	holder h(({ //= 2 +20
		p = malloc(3); //= 2 +6
		m; //= 2
	}));
	holder copy = ({ //= 2 +?
		n++; //= 2
		m; //= 2
	});
	return copy.n; //= 2 -?
}

template <class T> static T nested(T m) //= calls 2 net=18
{
	T k = ({ //= 2
		T inner = ({ //= 2
			p = malloc(9); //= 2 +18
			m; //= 2
		});
		inner + 1; //= 2
	});
	auto lambda = [&](T by) { //= 2; calls 2
		T sum = ({ //= 2
			k += by; //= 2
			k; //= 2
		});
		return sum; //= 2
	};
	return lambda(1); //= 2
}

int main() //= calls 1
{
	local<int>(); //= 1 +100
	local<long>(); //= 1 +100
	in_brackets(1); //= 1 +6
	in_brackets(1L); //= 1 +6
	loops(2); //= 1 +23
	loops(2L); //= 1 +23
	objects(10); //= 1 +3
	objects(10L); //= 1 +3
	nested(1); //= 1 +9
	nested(1L); //= 1 +9
	return 0; //= 1
}
