#include <stdlib.h>

static int by_reference(int n) //= calls 2
{
	[&]() { //= 2; calls 2
		[&]() { //= 2; calls 2
			n = 6; //= 2
		}();
		[&]() { n++; }(); //= 4; calls 2
	}();
	return n; //= 2
}

static int by_copy(int n) //= calls 1
{
	int sum = 0; //= 1
	auto outer = [=, &sum](int more) { //= 1; calls 1
		auto inner = [=]() { //= 1; calls 4
			return //= 4
				n + more;
		};
		for (int i = 0; i < n; i++) //= 4
			sum += inner(); //= 3
		if (n) //= 1
			return inner() //= 1
				+ n;
		return 0; //= 0
	};
	return outer(1) + sum; //= 1
}

struct owner { //= none
	int n = 1; //= none
	template <class T> T own(T more) //= calls 2
	{
		return [&]() { //= 2; calls 2
			return [=, this]() { //= 2; calls 2
				return n + //= 2
					more;
			}();
		}();
	}
};

int main() //= calls 1
{
	owner o; //= 1
	return by_reference(1) + by_reference(2) + by_copy(3) + o.own(1) + o.own(2L) - 14 - 19 - 5; //= 1
}
