#include <stdlib.h>

struct failure { //= none
	void *p; //= none
	failure(int n) //= calls 3 net=60
	{
		p = malloc(n); //= 3 +60
	}
	failure(const failure &other) //= calls 1 net=5
	{
		p = malloc(5); //= 1 +5
	}
	~failure() //= calls 4 net=-65
	{
		free(p); //= 4 -65
	}
};

template <class T> static int caught(T n) //= calls 2 net=0
{
	try {
		throw n; //= 2 +?
	} catch (T &
			 thrown) { //= none
		n += thrown == 7; //= 2
	} //= 2 -?
	try {
		if (n > 8) //= 2
			throw failure(n); //= 1 +?
	} catch (failure copy) { //= 1 +?
		n++; //= 1
		if (n) { //= 1
			n++; //= 1
		} //= none
	} //= 1 -?
	try {
		throw failure(20); //= 2 +?
	} catch (...) {
	} //= 2 -?
	try { throw 1; } catch (int i) { n++; } //= 2
	return n; //= 2
}

static int by_value() //= calls 1 net=0
{
	try {
		throw 4; //= 1 +?
	} catch (
		int //= none
			thrown) { //= none
		return thrown; //= 1 -?
	} //= 0
}

int main() //= calls 1
{
	return caught(7) + caught(20L) + by_value() - 36; //= 1
}
