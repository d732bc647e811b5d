#include <stdlib.h>

static void release(void *p)
{
	free(p); //= 4 -40
}

template <class T> static T once(T n) //= calls 2 net=0
{
	auto kept = [p = ({ //= 2; calls 2 net=-20
			     void *q = malloc(10); //= 2 +20
			     n++; //= 2
			     q; //= 2
		     })] { //= none
		release(p); //= 2 -20
		return 1; //= 2
	};
	return n + kept(); //= 2 -20
}

int main() //= calls 1
{
	int n = 1, *to = &n; //= 1
	auto kept = [&r = *({ //= 1 +20
			     int *q = to; //= 1
			     q; //= 1
		     }),
		     p = [s = ({ //= calls 1
				  int *q = to; //= 1
				  *q; //= 1
			  })] { return malloc(s * 20); }()](auto by) { //= 1 +20
		r += by; //= 1
		release(p); //= 1 -20
	};
	kept(2); //= 1 -20
	release(nullptr); //= 1
	return n + once(1) + (int)once(2L) != 10; //= 1
}
