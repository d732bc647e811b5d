/* A list that a variable begins with is worked out as a whole, with members' default initialisers, if nothing in it
 * asks for the object; or else element by element. Conditions run in constexpr functions, too, and what is a
 * constant there stays one. */
// flags: -std=c++17

constexpr int f1() { return 1; } //= 0
constexpr int f2() { return 1; } //= 1
constexpr int f3() { return 1; } //= 0
constexpr int f4() { return 1; } //= 0
constexpr int f5() { return 1; } //= 0
constexpr int f6() { return 1; } //= 1
constexpr int f7() { return 1; } //= 2
constexpr int f8() { return 1; } //= 2
constexpr int f9() { return 1; } //= 2
constexpr int g1() { return 1; } //= 2
constexpr int g2() { return 1; } //= 0
struct P { int a; constexpr P(int n) : a(n) {} };
constexpr P p1() { return P(1); } //= 2
struct A { int n; int k = f1(); };
struct B { int n; int k = f2(); };
struct C { int k = f4(); int l = k; };
struct E { int k; constexpr E() : k(f5()) {} };
struct F { int k = f6(); F() {} F(int) {} };

constexpr int inside(int n)
{
	if (f7() == 1) //= 2
		n++; //= 2
	while (f8() == 2) //= 2
		n++; //= 0
	P p = p1(), q(g2()); //= 2
	return n + (f9() == 1 && n) + g1() + p.a + q.a; //= 2
}
static_assert(inside(1) == 6, "");

int main(int argc, char **)
{
	A a{f3()};
	B b{argc};
	C c{};
	E e[3] = {};
	F f(1);
	constexpr int known = inside(2);
	static const int once = inside(3);
	int run = inside(argc);
	run += inside(argc);
	return a.k + b.k + c.l + e[2].k + f.k + known + once + run != 32;
}
