#include <stdlib.h>

struct holder { //= none
	char *p; //= none
	holder(int n) //= calls 10
	{
		p = (char *)malloc(n); //= 10 +?
	}
	~holder() //= calls 10
	{
		free(p); //= 10 -?
	}
	operator bool() const //= calls 6
	{
		return p[0] = 0; //= 6
	}
	char *begin() const //= calls 2
	{
		return p; //= 2
	}
	char *end() const //= calls 2
	{
		return p + 2; //= 2
	}
};

static int conditions(int n) //= calls 3 net=0
{
	if (n == 0) //= 3
		return 0; //= 1
	else if (holder h(n); h) //= 2
		return 1; //= 0
	switch (holder h(n); n) //= 2 +1
	case 1: //= none
		n++; //= 1 -1
	if (n == 2) //= 2
		if (holder h(5); h) //= 2
			n = 3; //= 0
	if (holder h(7); n == 7 || h) { //= 2
		n = 0; //= 0
	} //= none
	return n; //= 2
}

static void loops() //= calls 1 net=0
{
	int sum = 0; //= 1
	for (char c : holder(10)) //= 3
		sum += c & 1; //= 2
	for (char c : holder(10)) { //= 3
		sum += c & 1; //= 2
	}
} //= none

int main() //= calls 1
{
	for (int i = 0; i < 3; i++) //= 4
		conditions(i); //= 3
	loops(); //= 1
	return 0; //= 1
}
