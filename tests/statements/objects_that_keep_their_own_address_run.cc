/* An object whose value holds its own address is no constant that could be copied to it: its constructor runs, also
 * where the language has the compiler work it out (a lambda is constexpr since C++17). */
// flags: -std=c++17
struct own {
	own *me = [&] {
		return [=] {
			return this; //= 2
		}();
	}();
};

struct base {
	const base *me;
	constexpr base() : me(this) //= 4
	{
	}
};

struct derived : base {
	int k;
	constexpr derived() : base(), k(3) //= 3
	{
	}
};

int main()
{
	own a; //= 1
	own b = {}; //= 1
	base c; //= 1
	derived d, e[2]; //= 1
	return a.me != &a || b.me != &b || c.me != &c || d.me != &d || e[1].me != &e[1]; //= 1
}
