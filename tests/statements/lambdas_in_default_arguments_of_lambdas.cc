// compilers: *-1[!4]
#include <stdlib.h>

template <class T>
static void take(T n, void *p = [](
	int size = [] { return 40; }()) { //= 2; calls 2
	return malloc(size + sizeof(T)); //= 2 +85
}()) //= none
{
	free(p); //= 2 -85
	[](int n = [] { return 1; }()) { //= 4
		n++; //= 2
	}();
	n++; //= 2
}

int main() //= calls 1
{
	take(1); //= 1
	take('c'); //= 1
	auto lambda = [](int n = [] { return 3; }()) { //= 2
		return n; //= 1
	};
	return lambda() - 3; //= 1
}
