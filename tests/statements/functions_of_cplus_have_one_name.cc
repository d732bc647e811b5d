// only: main two(const~T&,~T*) three(TT) deduced(int) four(unsigned~long,~unsigned~long~long,~short,~unsigned~char) five(const~char*~const*,~int~(*)(int),~int*) six(std::string,~std::vector<std::string>) choose(int) app::result(A) app::box::m(const~box<X>&) app::box::operator<(const~box<X>&)~const app::box::as(C...) app::box::box() app::box::~box() var(const~char*,~...) q::c()~volatile q::l()& q::r()&& main()::<lambda(auto)> given::get() own::operator~new(unsigned~long) own::operator~new[](unsigned~long) own::operator~delete(void*) own::operator~delete[](void*) own::operator()(int)
// Names as the report has them, the same from every compiler.
#include <stdlib.h>
#include <string>
#include <vector>

namespace app
{
inline namespace v3
{
struct T {
};
typedef T TT;
template <class A> auto result(A a) -> decltype(a + 1) { return a + 1; } //= calls 2; 2
template <class X> struct box {
	box() {} //= calls 1; 0
	~box() {} //= calls 1; 0
	int m(const box &) { return 1; } //= calls 1; 1
	bool operator<(const box &) const { return true; } //= calls 1; 1
	template <class... C> int as(C... c) { return sizeof...(c); } //= calls 1; 1
};
} // namespace v3
} // namespace app
using namespace app;

int two(const T &, T *) { return 1; } //= calls 1; 1
int three(const TT) { return 1; } //= calls 1; 1
int deduced(decltype(3)) { return 1; } //= calls 1; 1
int four(unsigned long a, unsigned long long, short, unsigned char) { return (int)a; } //= calls 1; 1
int five(const char *const *, int (*)(int), int a[3]) { return !a; } //= calls 1; 1
int six(std::string, std::vector<std::string>) { return 1; } //= calls 1; 1
T *(*choose(int))(T) { return nullptr; } //= calls 1; 1
int var(const char *, ...) { return 1; } //= calls 1; 1

typedef struct {
	int x;
	int get() { return x; } //= calls 1; 1
} given;

struct own {
	void *operator new(unsigned long n) { return malloc(n); } //= calls 1 net=1; 1 +1
	void *operator new[](unsigned long n) { return malloc(n); } //= calls 1 net=2; 1 +2
	void operator delete(void *p) { free(p); } //= calls 1 net=-1; 1 -1
	void operator delete[](void *p) { free(p); } //= calls 1 net=-2; 1 -2
	int operator()(int) { return 1; } //= calls 1; 1
};

struct q {
	int c() volatile { return 1; } //= calls 1; 1
	int l() & { return 1; } //= calls 1; 1
	int r() && { return 1; } //= calls 1; 1
};

int main() //= calls 1
{
	T t;
	q v;
	given g = {1};
	box<int> b;
	auto any = [](auto x) mutable { return (int)x; }; //= 3
	int all = two(t, &t) + three(t) + four(1, 2, 3, 4) + five(nullptr, nullptr, nullptr) + six("", {}) + !choose(1);
	all += result(1) + (int)result(2.0) + b.m(b) + (b < b) + b.as(1, 'c') + var("") + v.c() + v.l() + q().r(); //= 1
	delete new own;
	delete[] new own[2];
	all += deduced(1) + own()(1) - 2;
	return all + any(1) + any('\1') + g.get() - 22;
}
