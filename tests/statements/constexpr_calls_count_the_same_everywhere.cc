/* Where no constant is asked for, compilers may work calls of constexpr functions out or run them, and do so
 * in different places. What counts is the same with all of them: conditions run, what variables, elements and
 * captures begin with is worked out. */
// flags: -std=c++17

namespace first
{
constexpr int f1(int n) { return n + 1; } //= 0
constexpr int f2(int n) { return n + 1; } //= 1
constexpr int f3(int n) { return n + 1; } //= 1
constexpr int f4(int n) { return n + 1; } //= 1
constexpr int f5(int n) { return n + 1; } //= 0
constexpr int f6(int n) { return n + 1; } //= 1
constexpr int f7(int n) { return n + 1; } //= 3
constexpr int f8(int n) { return n + 1; } //= 1
constexpr int f9(int n) { return n + 1; } //= 1
constexpr int g1(int n) { return n + 1; } //= 1
constexpr int g2(int n) { return n + 1; } //= 1
constexpr int g3(int n) { return n + 1; } //= 1
constexpr int g4(int n) { return n + 1; } //= 1
constexpr int g5(int n) { return n + 1; } //= 0
constexpr int g6(int n) { return n + 1; } //= 0
constexpr int g7(int n) { return n + 1; } //= 1
constexpr int g8(int n) { return n + 1; } //= 0
constexpr int g9(int n) { return n + 1; } //= 0
constexpr int h1() { return 1; } //= 1
constexpr int h2() { return 1; } //= 1
constexpr int h3() { return 1; } //= 1
constexpr int h4() { return 1; } //= 0
constexpr int h5() { return 1; } //= 0
constexpr int h6() { return 1; } //= 0
constexpr int h7() { return 1; } //= 1
constexpr bool b1(int n) { return n > 1; } //= 1
constexpr bool b2(int n) { return n > 1; } //= 1
constexpr bool b3(int n) { return n > 1; } //= 1
constexpr bool b4(int n) { return n > 1; } //= 1
constexpr bool b5(int n) { return n > 1; } //= 1
constexpr bool b6(int n) { return n > 1; } //= 0
constexpr bool b7(int n) { return n > 1; } //= 1
constexpr bool b8(int n) { return n > 1; } //= 1
constexpr bool b9(int n) { return n > 1; } //= 1
constexpr bool b10(int n) { return n > 1; } //= 1
constexpr bool b11(int n) { return n > 1; } //= 0
struct S { int v; constexpr S(int n) : v(n) {} constexpr operator bool() const { return v; } constexpr operator int() const { return v; } };
int two = 2;
int sw(int);
template <typename T> int t(T)
{
	T x = g6(1);
	if (g7(1) != 2) x++;
	x += g8(1) == 2 ? 1 : g9(1);
	return x;
}
int all()
{
	int x = f1(1);
	if (f2(1) != 2)
		x++;
	x += f3(1) == 2 ? f4(1) : f5(1);
	while (f6(1) != 2)
		x++;
	for (int i = 0; f7(1) == 2 && i < 2; i++)
		x++;
	x = f8(1) + f9(two);
	switch (g1(1)) { case 2: x++; }
	x += g2(1) == 2 && g3(1) == two;
	x += g4(1) == 2 || g5(1) == two;
	if (h1())
		x++;
	if (!h2())
		x++;
	x += h3();
	const int c = h4();
	static int s = h5();
	x += c + s;
	int a[h6()];
	a[0] = h7();
	if (b1(2)) x++;
	if (b2(2) && b3(two)) x++;
	if (b4(0) || b5(2)) x++;
	bool k = b6(2);
	k = b7(2);
	k = b8(2) ? b9(2) : k;
	const bool some = b10(2) && two;
	const int &either = b11(2) ? two : x;
	x += some + either;
	if (S(2)) x++;
	x += int(S(3));
	do x++; while (S(0));
	return t(1) + x + a[0] + k > 1000;
}
} // namespace first

namespace second
{
constexpr int f1(int n) { return n + 1; } //= 1
constexpr int f2(int n) { return n + 1; } //= 1
constexpr int f3(int n) { return n + 1; } //= 1
constexpr int f4(int n) { return n + 1; } //= 1
constexpr int f5(int n) { return n + 1; } //= 1
constexpr int f7(int n) { return n + 1; } //= 2
constexpr int f8(int n) { return n + 1; } //= 0
constexpr int f9(int n) { return n + 1; } //= 0
constexpr int g1(int n) { return n + 1; } //= 1
constexpr int g2(int n) { return n + 1; } //= 0
constexpr int g3(int n) { return n + 1; } //= 0
constexpr int g4(int n) { return n + 1; } //= 0
constexpr int g5(int n) { return n + 1; } //= 1
constexpr int g6(int n) { return n + 1; } //= 1
constexpr int g7(int n) { return n + 1; } //= 0
constexpr int g8(int n) { return n + 1; } //= 1
constexpr int g9(int n) { return n + 1; } //= 1
constexpr double d1(int n) { return n + 1; } //= 0
constexpr double d2(int n) { return n + 1; } //= 1
constexpr double d3(int n) { return n + 1; } //= 1
constexpr int h1() { return 1; } //= 0
constexpr int h2() { return 1; } //= 1
constexpr int h3() { return 1; } //= 0
constexpr int h4() { return 1; } //= 0
constexpr int h5() { return 1; } //= 0
constexpr int h6() { return 1; } //= 0
constexpr int h7() { return 1; } //= 0
constexpr int h8() { return 1; } //= 0
constexpr int h9() { return 1; } //= 1
constexpr const int &r1(const int &n) { return n; } //= 0
static constexpr int zero = 0;
struct P { int a, b; };
constexpr P p1(int n) { return P{n, n}; } //= 0
constexpr P p2(int n) { return P{n, n}; } //= 1
constexpr P p3(int n) { return P{n, n}; } //= 1
struct M { int v; int w = f1(1); M() : v(f2(1)) {} };
struct N { int v = 0; constexpr N(int n) : v(n) {} };
struct O { int v = 0; constexpr O(int n) : v(n) {} };
struct Q { int v = 0; constexpr Q(int n) : v(n) {} constexpr int get() const { return v; } };
int two = 2;
int r() { return f3(1); }
int take(int n, int m = f4(1)) { return n + m; }
template <typename T> struct X { T v = 2; T go() { return h1() ? g1(2) : g2(2); } };
int all()
{
	M m;
	int x = take(f5(1)) + r();
	int a[2] = {f7(1), two};
	int b[2] = {f8(1), 2};
	P p = p1(1);
	p = p2(1);
	x += p3(1).a;
	N n(1);
	N n2 = N(2);
	const N n3(3);
	O o = two ? O(1) : O(two);
	x += a[f9(0)] + b[0] + p.b + n.v + n2.v + n3.v + o.v;
	X<int> y;
	x += y.go();
	double d = d1(1);
	d = d2(1);
	if (d3(1) > 1) x++;
	auto l = [q = g3(1)](int z) { int w = g4(1); if (g5(1)) z += w; return z + q; };
	x += l(2);
	x += two ? g6(1) : g7(1);
	int *e = new int[g8(1)];
	e[0] = h2() ? g9(1) : 3;
	delete[] e;
	const int c = h3() && h4();
	static int s = h5() ? h6() : 2;
	int t = h7() + c, u{h8()}, v(h9() + two);
	bool k = !r1(zero);
	x += Q(3).get();
	Q qq(2);
	int w = qq.get();
	for (int i = h1(); i < f7(1); i++) x += i;
	return x + s + t + u + v + k + w + d > 1000;
}
} // namespace second

int main()
{
	return first::all() + second::all(); //= 1
}
