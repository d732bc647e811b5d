#include <initializer_list>
#include <stdlib.h>

template <class T> static T same(T value) //= calls 3
{
	return value; //= 3
}

template <class T> static T one() //= calls 2
{
	return 1; //= 2
}

template <class T> static T *make(size_t n) //= calls 2 net=24
{
	return (T *)malloc(n * sizeof(T)); //= 2 +24
}

template <class T> static void loops(T n) //= calls 2
{
	T i = 0; //= 2
	while (i < n) //= 8
		i++; //= 6
	do
		i--; //= 6
	while (i > 0); //= 6
	for (T j = 0; j < n; j++) { //= 8
		if (j == 1) //= 6
			continue; //= 2
		switch (int(j)) { //= 4
		case 0: //= none
			i++; //= 2
			break; //= 2
		default: //= none
			i--; //= 2
		}
	}
	for (;;) { //= 2
		if (i == 0) //= 2
			break; //= 2
		i = 0; //= 0
	}
again: //= none
	if (i++ < 2) //= 6
		goto again; //= 4
}

template <class T> struct box { //= none
	T *p; //= none
	box(size_t n) //= calls 2 net=40
	{
		p = (T *)malloc(n * sizeof(T)); //= 2 +40
	}
	~box() //= calls 2 net=-40
	{
		free(p); //= 2 -40
	}
	T first(T other) const; //= none
	template <class U> U as(U other) const //= calls 1
	{
		return other; //= 1
	}
};

template <class T> T box<T>::first(T other) const //= calls 2
{
	try {
		if (sizeof(T) > 4) //= 2
			throw other; //= 1 -?
		return other; //= 1
	} catch (T caught) { //= 1 +?
		return caught; //= 1 -?
	}
}

template <class... Ts> static int sum(Ts... values) //= calls 1
{
	int total = 0; //= 1
	for (int value : {values...}) //= 4
		total += value; //= 3
	auto twice = [&](auto value) { //= 1
		auto *p = malloc(sizeof value); //= 3 +9
		free(p); //= 3 -9
		return value * 2; //= 3
	};
	return twice(total) + twice((char)1) - twice.template operator()<int>(0); //= 1
}

int main() //= calls 1
{
	int *i = make<int>(4); //= 1 +16
	char *c = make<char>(8); //= 1 +8
	loops(3); //= 1
	loops(3L); //= 1
	box<int> a(2); //= 1 +8
	box<double> b(4); //= 1 +32
	double d = a.first(1) + b.first(2.0) + a.as('c'); //= 1 +?
	free(i); //= 1 -16
	free(c); //= 1 -8
	return same(one<int>()) + one<long>() + same(1.0) + same((void *)0 != 0) + sum(1, 2, 3) - d > 99; //= 1 -40
} //= 0
