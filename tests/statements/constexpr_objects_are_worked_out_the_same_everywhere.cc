/* As constexpr_calls_count_the_same_everywhere, of what is more than a number: objects of classes that have
 * constructors, what references are bound to, pointers. Their values are right, too. */
// flags: -std=c++17
#include <stdlib.h>

struct Empty {};
struct P { int a, b; constexpr P(int x, int y) : a(x), b(y) {} };
struct S { const char *text; int length; constexpr S(const char *s) : text(s + 1), length(len(s)) {}
	static constexpr int len(const char *s) { return *s ? 1 + len(s + 1) : 0; } };
struct U { union { int i; float f; }; constexpr U(int n) : i(n) {} };
struct V : Empty, P { unsigned low : 3, : 7; int high : 9; double d[3]; U u; constexpr V(int n) : P(n, n), low(n), high(-n), d{0.5}, u(n) {} };
constexpr P p1() { return P(1, 2); } //= 0
constexpr P p2() { return P(1, 2); } //= 0
constexpr P p3() { return P(1, 2); } //= 0
constexpr P p4() { return P(1, 2); } //= 0
constexpr P p5() { return P(1, 2); } //= 0
constexpr P p6() { return P(1, 2); } //= 0
constexpr P p7() { return P(1, 2); } //= 0
constexpr P p8() { return P(1, 2); } //= 0
constexpr P p9() { return P(1, 2); } //= 2
constexpr P q1() { return P(1, 2); } //= 1
constexpr P q2() { return P(1, 2); } //= 1
constexpr P q3() { return P(1, 2); } //= 1
constexpr P q4() { return P(1, 2); } //= 1
constexpr P q5() { return P(1, 2); } //= 1
constexpr P q6() { return P(1, 2); } //= 1
constexpr P q7() { return P(1, 2); } //= 0
constexpr P q8() { return P(1, 2); } //= 0
constexpr V v1(int n) { return V(n); } //= 0
constexpr V v2(int n) { return V(n); } //= 1
constexpr S s1() { return S("abc"); } //= 0
constexpr S s2() { return "abc"; } //= 0
constexpr S s3() { return "abc"; } //= 0
static const P global(3, 4);
constexpr const P *g1() { return &global; } //= 0
constexpr const P *g2() { return &global; } //= 1
constexpr int f1() { return 7; } //= 0
struct D { int z; P p = p9(); D(int n) : z(n) {} };
struct L { P p; int x; };
static int all(int n) { return n; }
static int take(P p) { return p.a; }
static int look(const P &p) { return p.b; }

template <typename T> static int instance(int n)
{
	T t = q7();
	const T &r = q8();
	return t.a + r.b + n;
}

int main(int argc, char **)
{
	int n = argc;
	P a = p1();
	const P b = p2();
	auto c = p3(), d = p4();
	const P &e = p5();
	P &&f = p6();
	P g[] = {p7(), P(n, n)};
	auto h = [x = p8()] { return x.b; };
	D i(n), j(n);
	c.a += n;
	f.b += n;
	a = q1();
	P k = n ? q2() : P(3, 4);
	P *l = new P(q3());
	n += take(q4()) + look(q5()) + q6().a;
	V v = v1(3);
	V w[] = {v2(n), v2(2)};
	S s = s1(), t[] = {s2(), s3()};
	const P *x = g1();
	x = g2();
	L y = {P(f1(), 2), 3};
	int wrong = a.a != 1 || b.b != 2 || c.a != 2 || d.a != 1 || e.b != 2 || f.b != 3 || g[0].b != 2;
	wrong += h() != 2 || i.p.b != 2 || j.z != 1 || k.a != 1 || l->b != 2 || n != 5 || x->a != 3 || y.p.a != 7;
	wrong += v.a != 3 || v.low != 3 || v.high != -3 || v.d[0] != 0.5 || v.d[2] != 0 || v.u.i != 3;
	wrong += w[0].low != 5 || w[1].high != -2 || s.text[0] != 'b' || s.length != 3 || t[1].text[1] != 'c';
	delete l;
	if (wrong)
		abort();
	return instance<P>(n) + all(n) == 0;
}
