#include <stdlib.h>

struct holder { //= none
	char *p; //= none
	holder(int n) //= calls 12
	{
		p = (char *)malloc(16); //= 12 +192
		p[0] = n; //= 12
	}
	~holder() //= calls 12
	{
		free(p); //= 12 -192
	}
	explicit operator bool() const //= calls 12
	{
		return p[0]; //= 12
	}
};

template <class T> static int instance(T n) //= calls 2 net=0
{
	int sum = 0; //= 2
	while //= 6 +?
	    (holder h = //= none
		holder(n)) { //= none
		n--; //= 4
		sum++; //= 4 -?
	}
	if //= 2 +?
	    (holder h = //= none
		holder(n)) //= none
		sum++; //= 0
	else //= none
		sum += 2; //= 2 -?
	switch //= 2
	    (T m = //= none
		n + 1) { //= none
	case 1: //= none
		sum++; //= 2
	}
	return sum; //= 2
}

int main() //= calls 1 net=0
{
	int n = 2, sum = 0; //= 1
	while //= 3
	    (int m = //= none
		n) { //= none
		n--; //= 2
		sum += m; //= 2
	}
	for (int i = 2; holder h = //= 3 +?
		holder(i); //= none
	     i--) { //= 2 -?
		sum++; //= 2 -?
	} //= none
	if //= 1
	    (int m = //= none
		sum) { //= none
		sum++; //= 1
	} else { //= none
		sum = 0; //= 0
	}
	if //= 1 +16
	    (holder h(sum); //= none
		h) { //= none
		int inner = n; //= 1
		sum += inner; //= 1 -16
	}
	return instance(2) + instance(2L) + sum - 16; //= 1
}
