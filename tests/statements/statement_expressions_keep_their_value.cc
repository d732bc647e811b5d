#include <stdlib.h>

struct held { //= none
	char *p; //= none
	int n; //= none
	held(int n) : n(n) //= calls 5
	{
		p = (char *)malloc(n); //= 5 +18
	}
	held(const held &other) : n(other.n) //= calls 3
	{
		p = (char *)malloc(n); //= 3 +9
	}
	~held() //= calls 8
	{
		free(p); //= 8 -27
	}
	int size() const //= calls 4
	{
		return n; //= 4
	}
};

static int table[128];

static held chosen(int n) //= calls 2 net=9
{
	return ({ //= 2
		n += 0; //= 2
		n ? held(n) : held(7); //= 2 +9
	});
}

template <class T> static int sized(T value) //= calls 1 net=0
{
	return ({ //= 1 +?
		T copy = value; //= 1 +3
		copy.size(); //= 1
	});
}

int main() //= calls 1
{
	({ held(1); }); //= 1
	int *decayed = ({ //= 1
		table[0] = 9; //= 1
		table; //= 1
	});
	auto text = ({ "abc"; }); //= 1
	held kept = ({ //= 1 +?
		held inner(3); //= 1 +3
		inner; //= 1 +?
	});
	int n = ({ //= 1 +?
		held inner(5); //= 1 +5
		inner.size(); //= 1
	});
	n += chosen(0).size() + chosen(2).size(); //= 1
	n += sized(kept); //= 1
	if (sizeof(({ table; })) != sizeof(int *) || sizeof(({ text[0]; })) != 1) //= 1
		return 1; //= 0
	return *decayed != 9 || text[2] != 'c' || n != 17; //= 1 -3
}
