/* Nothing in these depends on the parameter: compilers may keep one tree for all instances. */
#include <stdlib.h>

static int g;

template <class T> static int work() //= calls 3
{
	if (g < 100) //= 3
		g++; //= 3
	else
		g--; //= 0
	while (g % 10) //= 30
		g++; //= 27
	for (g += 1; g % 5; g++) //= 15
		g += 0; //= 12
	do //= none
		g++; //= 15
	while (g % 5); //= 15
	switch (g) { //= 3
	case 1000:
		g = 0; //= 0
		break; //= 0
	default:
		free(malloc(8)); //= 3
	}
	{
		g++; //= 3
	}
	g += ({ //= 3
		g++; //= 3
		g; //= 3
	});
	({ //= 3
		g++; //= 3
		g++; //= 3
	});
	[] { //= calls 3
		g++; //= 3
		g++; //= 3
	}();
	try {
		if (g > 0) //= 3
			throw 1; //= 3 +?
	} catch (...) { //= 3
		g += 2; //= 3
		try {
			g++; //= 3
		} catch (...) {
			g--; //= 0
		}
	} //= 3 -?
	return g; //= 3
}

int main() //= calls 1
{
	work<int>(); //= 1
	g = 0; //= 1
	work<long>(); //= 1
	g = 0; //= 1
	work<char>(); //= 1
	return 0; //= 1
}
