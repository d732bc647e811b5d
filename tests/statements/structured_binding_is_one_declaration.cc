#include <initializer_list>
#include <stdlib.h>
#include <tuple>

struct two { //= none
	int a; //= none
	char *b; //= none
};

static two make(int n) //= calls 2 net=30
{
	return {n, (char *)malloc(n)}; //= 2 +30
}

template <class T> static int instance(T value) //= calls 2
{
	auto [a, //= 2
	      b] = value; //= none
	return a; //= 2
}

int main() //= calls 1 net=0
{
	auto [a, //= 1 +10
	      b] = make(10); //= none
	auto &&[c, //= 1 +20
		d] = make(20); //= none
	free(b); //= 1 -10
	free(d); //= 1 -20
	int list[2] = {1, 2}; //= 1
	auto [e, //= 1
	      f] = list; //= none
	auto [g, //= 1
	      h] = std::make_tuple(3, 2.0); //= none
	for (auto [i, j] : {two{1, 0}, two{3, 0}}) //= 3
		a += i; //= 2
	return instance(two{1, 0}) + instance(std::make_pair(4, 5)) + a + c + e + g - 43; //= 1
}
