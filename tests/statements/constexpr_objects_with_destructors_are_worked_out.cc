/* As constexpr_objects_are_worked_out_the_same_everywhere, of classes that have destructors: those have
 * constants only as what something begins with. A copy of what a call of the constructor makes runs. */
// flags: -std=c++17

struct N {
	int a;
	constexpr N(int x) : a(x) {} //= 7
	N(const N &) = default;
	~N() {} //= calls 19
};
constexpr int f1() { return 7; } //= 0
constexpr int f2() { return 7; } //= 0
constexpr int f3() { return 7; } //= 1
constexpr int f4() { return 7; } //= 0
struct D { int n = f1(); ~D() {} };
struct P { N n; int m; };
struct Y { int q = f3(); N n{3}; };
union U { N n; int i; constexpr U(int x) : i(x) {} ~U() {} }; //= 0
struct V { unsigned char index; U u; constexpr V(int x) : index(1), u(x) {} //= 0
	~V() {} }; //= 2
struct W : N { V v; constexpr W() : N(f4()), v(4) {} //= 0
	~W() {} }; //= 1

template <typename T> static int instance()
{
	T t(3);
	return t.a;
}

static int variables(int n)
{
	N a(1), b{2};
	N c[2] = {3, N(4)};
	const N &r = N(5), &s = 6;
	P p = {7, 8}, q{N(9), 10}, o{11, n};
	D d, e{};
	V v(12);
	W w;
	auto l = [m = N(13)] { return m.a; };
	if (a.a != 1 || b.a != 2 || c[0].a != 3 || c[1].a != 4 || r.a != 5 || s.a != 6 || p.n.a != 7 || p.m != 8 ||
	    q.n.a != 9 || q.m != 10 || o.n.a != 11 || o.m != n || d.n != 7 || e.n != 7 || v.index != 1 ||
	    v.u.i != 12 || w.a != 7 || w.v.u.i != 4 || l() != 13 || instance<N>() != 3)
		return 1;
	return 0;
}

static int copies(int n)
{
	N a = 1, b = {2}, c = N(3);
	N d(n);
	Y y{};
	N *e = new N(6);
	int wrong = a.a != 1 || b.a != 2 || c.a != 3 || d.a != n || y.n.a != 3 || e->a != 6;
	delete e;
	return wrong;
}

int main()
{
	return variables(5) + copies(5) + (N(4).a != 4);
}
