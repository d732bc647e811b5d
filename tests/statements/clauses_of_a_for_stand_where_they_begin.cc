/* Each clause of a `for` is at home at its first token, in templates, too, whose instances' trees no longer know
 * it, and where what is declared has a constructor or calls something. */
// flags: -std=c++17

struct D { int v; D(int n) : v(n) {} ~D() {} explicit operator bool() { return v > 0; } D &operator++() { v--; return *this; } };
struct It { int *n; int &operator*() { return *n; } It &operator++() { n++; return *this; } };
bool operator!=(It a, It b) { return a.n != b.n; }
struct Range { int a[3] = {1, 2, 3}; ~Range() {} It begin() { return It{a}; } It end() { return It{a + 3}; } };
static Range make(int) { return Range(); }
static int size() { return 3; }

static int plain()
{
	int s = 0;
	for (int i = //= 1
	     size(); //= none
	     i > 0; //= 4
	     s++, //= 3
	     i--) //= none
		s++; //= 3
	for //= none
		( //= none
		char /* ; */ *p = //= 1 +100
			new char[100], //= none
		     *e = p; p; //= 2
		     p = nullptr) //= 1
		delete[] e; //= 1 -100
	for (D //= 1
	     i( //= none
		size()); //= none
	     i.v > 0; //= 4
	     ++ //= 3
	     i) //= none
		s++; //= 3
	for (int &x : //= 4
	     make( //= none
		3)) //= none
		s += x; //= 3
	for (; //= 1
	     ;) { //= none
		break; //= 1
	}
	for ( //= none
	     int i = 0; //= 1
	     D d = //= 3
		     D(2 - i); //= none
	     i += //= 2
	     D(1).v) //= none
		s++; //= 2
	for (; //= 1
	     true; //= none
	     s++) //= 0
		if (s > 14) //= 1
			break; //= 1
	return s;
}

template <class T> static int instance(T n)
{
	int s = 0;
	for (T //= 1
	     i = n + size(); //= none
	     (i) > //= 4
	     T(); //= none
	     ++s, //= 3
	     --i) //= none
		s++; //= 3
	for ( //= none
	     const //= 1
	     int *p = &s; //= none
	     p; //= 2
	     p = nullptr) //= 1
		s++; //= 1
	for ([[maybe_unused]] auto l = [](int x) { for (;;) return x; }; //= 1
	     [](int x) { ; return x; }(s) < 9; //= 6
	     s++) //= 2
		;
	return s;
}

int main()
{
	return plain() + instance(0) == 0;
}
