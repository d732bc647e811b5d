// only: main f(T) f(int) q::w(double) A::n(T~(&)[N]) A::n(int~(&)[3]) S::S(T) S::g(T) S::h(T,~U) S::h(int,~int) S::g(char) S::g(T*) S::S(long) S::g(long) S::~S() S::k(U)~const S::in::go()~volatile S::operator()(int)~const& vv(S<int>) c(const~char*~const*,~int~(*)(int))
// An instance of a template is named after the template, what specialises it as it is written.

template <class T> int f(T t) { return t; } //= calls 1; 1
template <> int f<int>(int t) { return t + 1; } //= calls 1; 1

template <class T, class U> int c(T, U);
template <> int c(const char *const *, int (*)(int)) { return 1; } //= calls 1; 1

namespace q
{
template <class T> T w(T t);
template <> double w<double>(double d) { return d; } //= calls 1; 1
} // namespace q

template <class T, int N> struct A {
	int n(T (&)[N]) { return N; } //= calls 1; 1
};
template <> int A<int, 3>::n(int (&)[3]) { return 4; } //= calls 1; 1

template <class T> struct S {
	S(T) {} //= calls 2; 0
	T g(T t) { return t; } //= calls 1; 1
	template <class U> U h(T, U u) { return u; } //= calls 1; 1
};
template <> template <> int S<int>::h<int>(int, int u) { return u; } //= calls 1; 1
template <> char S<char>::g(char t) { return t; } //= calls 1; 1
template <class T> struct S<T *> {
	T *g(T *t) { return t; } //= calls 1; 1
};
template <> struct S<long> {
	S(long) {} //= calls 1; 0
	long g(long t) { return t; } //= calls 1; 1
	~S() {} //= calls 1; 0
};
template <> struct S<short> {
	struct in {
		int go() volatile { return 1; } //= calls 1; 1
	};
	template <class U> U k(U u) const { return u; } //= calls 1; 1
	int operator()(int) const & { return 2; } //= calls 1; 1
};

inline namespace v1
{
template <class T> void vv(T);
template <> void vv<S<int>>(S<int>) {} //= calls 1; 0
} // namespace v1

int main() //= calls 1
{
	int three[3];
	char two[2];
	S<int> i(1); //= 1
	S<long> l(1); //= 1
	S<short> s; //= none
	int all = f('\1') + f(1) + (int)q::w(1.0) + A<char, 2>().n(two) + A<int, 3>().n(three); //= 1
	all += i.g(1) + i.h(1, '\1') + i.h(1, 2) + S<char>('\1').g('\1') + !S<int *>().g(nullptr); //= 1
	all += l.g(1) + s.k(1) + S<short>::in().go() + s(1); //= 1
	vv(i); //= 1
	all += c((const char *const *)nullptr, (int (*)(int))nullptr); //= 1
	return all - 22; //= 1
}
