// flags: -std=c++11
#include <stdlib.h>

struct empty { //= none
};

struct first { //= none
	int n; //= none
	constexpr first(int n) : n(n) {} //= 2; calls 2
};

struct last : first { //= none
	int twice; //= none
	int three = 3; //= 2
	empty e; //= none
	const int &same; //= none
	int row[2]; //= none
	constexpr last(int n) //= calls 2
	    : first(n), //= 2
	      twice(2 * n), //= 2
	      same(twice), //= 2
	      row{1, n}, //= 2
	      e() //= 2
	{
	}
};

template <class T> struct chosen { //= none
	T t; //= none
	union { //= none
		char c; //= none
		T other; //= none
	};
	constexpr chosen(T t) : t(t), c(1) {} //= 1; calls 1
	constexpr chosen(T t, T u) //= calls 0
	    : chosen(t + u) //= 0
	{
	}
};

constexpr last known(5); //= none
static_assert(known.n == 5 && known.twice == 10 && known.three == 3, "worked out by the compiler");
static_assert(known.row[0] + known.row[1] == 6, "also");
static_assert(chosen<int>(2, 3).t == 5 && chosen<int>(2).c == 1, "also");
static char room[chosen<long>(4).t];

int main(int argc, char **) //= calls 1 net=0
{
	void *p = malloc(last(argc).twice); //= 1 +2
	last l(argc); //= 1
	free(p); //= 1 -2
	return l.same + chosen<int>(argc).t + (int)sizeof room != 7; //= 1
}
