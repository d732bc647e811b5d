#include <initializer_list>
#include <stdlib.h>

struct holder { //= none
	void *p; //= none
	holder() //= calls 19
	{
		p = malloc(10); //= 19 +190
	}
	~holder() //= calls 19
	{
		free(p); //= 19 -190
	}
};

template <class T> static int work(int n) //= calls 1 net=0
{
	T outer; //= 1 +10
	while (n > 0) //= 6
	{
		T v; //= 5 +50
		n--; //= 5
		if (n & 1) //= 5
		{
			n--; //= 5
		}
	} //= 5 -50
	for (int i = 0; i < 3; i++) { //= 4
		T v; //= 3 +30
		n++; //= 3
	} //= 3 -30
	do { //= none
		T v; //= 3 +30
		if (n > 2) { //= 3
			T w; //= 1 +10
			n--; //= 1
		} else { //= 1 -10
			T w; //= 2 +20
			n--; //= 2
		} //= 2 -20
		n += 0; //= 3
	} //= 3 -30
	while (n > 0); //= 3
	switch (n) //= 1
	{
	case 0: { //= none
		T v; //= 1 +10
		n++; //= 1
	} //= 1 -10
	}
	{
		T v; //= 1 +10
		if (n) { //= 1
			n--; //= 1
		}
	} //= 1 -10
	for (int each : {1, 2}) { //= 3
		T v; //= 2 +20
		n += each; //= 2
	} //= 2 -20
	n++; //= 1
	return n; //= 1 -10
}

int main() //= calls 1
{
	return work<holder>(10) != 4; //= 1
}
