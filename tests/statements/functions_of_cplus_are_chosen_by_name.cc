// profile: -fmemprof -fmemprof-functions=lib::*,twice,pair::sum,pair::~pair,pair::operator\ bool,(anonymous*::hidden,main()::*
// only: lib::deep::f(const~T&) lib::T::m() twice(A) pair::sum() pair::~pair() pair::operator~bool()~const (anonymous~namespace)::hidden() main()::local::k(unsigned~long) main()::<lambda(int)>
namespace lib
{
inline namespace v2
{
struct T {
	int m() { return 1; } //= calls 1; 1
};
} // namespace v2
namespace deep
{
int f(const T &) { return 1; } //= calls 1; 1
} // namespace deep
} // namespace lib

namespace
{
int hidden() { return 1; } //= calls 1; 1
int shown() { return 1; } //= none
} // namespace

template <class A> A twice(A a) { return a + a; } //= calls 2; 2

template <class A, class B> struct pair {
	A a;
	B b;
	pair(A a, B b) : a(a), b(b) {} //= none
	~pair() {} //= calls 1; 0
	auto sum() -> decltype(a + b) { return a + b; } //= calls 1; 1
	operator bool() const { return a; } //= calls 1; 1
	A difference() { return a - b; } //= none
};

int main() //= none
{
	struct local {
		int k(unsigned long n) { return (int)n; } //= calls 1; 1
	};
	lib::T t;
	pair<int, long> p(1, 2);
	int all = lib::deep::f(t) + t.m() + hidden() + shown() + twice(1) + (int)twice(2L) + (int)p.sum() + !!p;
	all += p.difference() + local().k(3) + [](int i) { return i; }(4); //= 1
	return all - 20;
}
