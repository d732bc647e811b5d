#include <stdlib.h>

struct held { //= none
	void *p; //= none
	held() //= calls 8
	{
		p = malloc(10); //= 8 +80
	}
	~held() //= calls 8
	{
		free(p); //= 8 -80
	}
};

template <class T> static T value(T n) //= calls 2 net=0
{
	return ({ //= 2
		held h; //= 2 +20
		n + 1; //= 2
	}); //= 2 -20
}

static constexpr int constant(int n) //= calls 1
{
	return ({ //= 1
		int m = n; //= 1
		m + 1; //= 1
	}); //= none
}
static_assert(constant(1) == 2, "still a constant");

int main() //= calls 1 net=0
{
	int n = 0; //= 1
	({ //= 1
		held h; //= 1 +10
		n++; //= 1
	}); //= 1 -10
	int m = ({ //= 1
		held h; //= 1 +10
		n++; //= 1
	}); //= 1 -10
	bool done = ({ //= 1
		const held &h = held(); //= 1 +10
		h.p != nullptr; //= 1
	}); //= 1 -10
	({ //= 1
		held(); //= 1 peak=10
		n++; //= 1
	}); //= none
	while (({ //= 2
		held h; //= 2 +20
		n > 2; //= 2
	})) //= 2 -20
		n--; //= 1
	n += value(1) + (int)value(2.0); //= 1
	return n + m + done + constant(n) != 17; //= 1
}
