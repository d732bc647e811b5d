#include <stdlib.h>

static int first(int n) //= calls 4 net=10
{
	int x = ({ //= 4
		void *p = malloc(10); //= 4 +40
		if (n == 2) //= 4
			return 7; //= 1
		free(p); //= 3 -30
		n + 1; //= 3
	}); //= none
	return x; //= 3
}

int main(void)
{
	int sum = 0;
	for (int i = 0; i < 4; i++) { //= 4
		sum += ({ //= 4
			int t = first(i); //= 4 +10
			if (t == 4) //= 4
				break; //= 1
			if (t == 7) //= 3
				continue; //= 1
			({ //= 2
				int u = t; //= 2
				u + ({ int v = 1; v; }); //= 2
			}) - 1; //= none
		}); //= none
		sum++; //= 2
	}
	return sum != 5;
}
