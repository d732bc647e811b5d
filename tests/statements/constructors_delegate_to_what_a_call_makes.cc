/* A constructor that delegates by an object which a call has made: the delegation is the statement, and no default
 * initialiser is. (Whether the object is copied then is the compiler's affair.) */
static int value() { return 3; }

struct J {
	int v
	    = value(); //= none
	J() : v(1) {} //= 1
	J(const J &o) : v(o.v) {}
	J(int n)
	    : J(make(n)) { //= 1
		v++; //= 1
	}
	static J make(int n);
};

J J::make(int n)
{
	J j; //= 1
	j.v = n; //= 1
	return j; //= 1
}

template <class T> struct K {
	T v //= 1
	    = value(); //= none
	K() {}
	K(const K &o) : v(o.v) {}
	K(T n)
	    : K(make(n)) { //= 1
		v++; //= 1
	}
	static K make(T n) { K k; k.v = n; return k; }
};

int main()
{
	J j(5);
	K<int> k(5);
	return j.v + k.v - 12; //= 1
}
