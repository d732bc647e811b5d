/* GCC's parser opens a scope of its own there, which has no braces. */
#include <stdlib.h>

struct held { //= none
	void *p; //= none
	explicit held(int k) //= calls 9
	{
		p = malloc(k); //= 9 +54
	}
	~held() //= calls 9
	{
		free(p); //= 9 -54
	}
};

static int f(int x) //= calls 3 net=0
{
	{
		switch (x) { //= 3
		case 2: {
		}
		}
		held it(6); //= 3 +18
	} //= 3 -18
	try {
		try {
			x++; //= 3
		} catch (const char *e) { //= 0
			switch (x) { //= 0
			case 2: {
			}
			}
		}
		held it(6); //= 3 +18
	} catch (...) { //= 3 -18
		x += 3; //= 0
	}
	for (int i = 0; i < 1; i++) { //= 6
		switch (x) { //= 3
		case 2:
			x++; //= 1
		}
		held it(6); //= 3 +18
		x++; //= 3
	} //= 3 -18
	return x; //= 3
}

int main() //= calls 1
{
	for (int i = 0; i < 3; i++) //= 4
		f(i); //= 3
}
