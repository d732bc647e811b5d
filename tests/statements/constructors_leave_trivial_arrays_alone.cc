/* An array member whose elements need no construction makes no statement. */
struct A {
	A() noexcept = default;
	int v;
};
struct B {
	B() noexcept : v(1) {} //= 2
	int v;
};
struct N {
	N(int k) //= 1
	    : key(k) { //= 1
	}
	int key;
	A next[2];
	B more[2];
};

int main()
{
	N n(1);
	return n.key - 1; //= 1
}
