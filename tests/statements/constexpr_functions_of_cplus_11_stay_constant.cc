// flags: -std=c++11
#include <iostream>
#include <memory>
#include <stdlib.h>
#include <vector>

template <class T> constexpr T same(T value) //= calls 2
{
	return //= 2
		value; //= none
}

template <class T> constexpr T least(T a, T b) //= calls 3
{
	static_assert(sizeof(T) < 99, ""); //= none
	typedef T type; //= none
	return a < b ? type(a) : least(b, a); //= 3
}

template <class T> struct point { //= none
	T x, y; //= none
	constexpr point(T x, T y) : x(x), y(y) {} //= calls 1
	template <class U> constexpr U area(U unit) const //= calls 1
	{
		return unit * x * y; //= 1
	}
	static constexpr T zero() { return 0; } //= 1; calls 1
};

template <class T> static T *room(T n) //= calls 2 net=10
{
	return (T *)malloc(n); //= 2 +10
}

static constexpr int square(int x) { return x * x; } //= 1; calls 1

static_assert(same(1) == 1 && least(3L, 2L) == 2, "worked out by the compiler");
static_assert(point<int>(2, 3).area(1L) == 6 && point<int>::zero() == 0 && square(2) == 4, "also");
static char fixed[same('c')];

int main() //= calls 1
{
	std::vector<int> numbers(4, 1); //= 1 +16
	int sum = same(numbers[0]) + (int)same(2.5) + least(5, numbers[1]) + least(0, numbers[2]); //= 1
	point<int> p(sum, numbers[3]); //= 1
	sum += p.area(2) + p.zero() + square(sum); //= 1
	free(room((int)sizeof(char))); //= 1
	free(room(9L)); //= 1
	if (sum != 4 + 8 + 16) //= 1
		std::cout << sum << fixed; //= 0
	return sum != 28; //= 1 -16
}
