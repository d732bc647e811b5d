/* C++20: each use of a template makes its own lambda of one in a default argument or in a type, of which no compiler tells
 * anybody. */
// flags: -std=c++20
#include <stdlib.h>

static int x; //= none

namespace space
{
template <class F = decltype([](int n) { //= calls 1 net=30
	return malloc(n); //= 1 +30
})>
void *by_default(int n, F f = {}) //= calls 1 net=30
{
	return f(n); //= 1 +30
}

template <auto F = [](int n) { //= calls 1
	return x += n; //= 1
}>
int by_value(int n) //= calls 1
{
	return F(n); //= 1
}
} // namespace space

template <class T> struct member { //= none
	decltype([](int n) { //= calls 2 net=3
		return malloc(n); //= 2 +3
	}) make; //= none
};

extern "C++" {
template <class T> struct outer { //= none
	template <class F = decltype([](T n) { //= calls 1
		return x += n; //= 1
	})>
	struct inner { //= none
		F f; //= none
	};
};
}

int main() //= calls 1
{
	void *p = space::by_default(30); //= 1 +30
	void *q = member<int>().make(1), *r = member<char>().make(2); //= 1 +3
	int sum = space::by_value(3); //= 1
	outer<int>::inner<> last; //= none
	sum += last.f(1); //= 1
	free(p); //= 1 -30
	free(q), free(r); //= 1 -3
	return sum != 3 + 4; //= 1
}
