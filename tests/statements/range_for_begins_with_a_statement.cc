// flags: -std=c++20
#include <stdlib.h>

struct holder {
	void *p;
	holder() : p(malloc(10)) {} //= 1 +10
	~holder() { free(p); }	    //= 1 -10
};

static constexpr int three() { return 3; } //= 0

int main()
{
	int all[] = {1, 2}, sum = 0; //= 1
	for (int i = three(); auto one : all) //= 3
		sum += one + i; //= 2
	for (holder h; auto one : all) //= 3 peak=10
		sum += one; //= 2
	for (int i = ({
		     void *p = malloc(5); //= 1 +5
		     free(p); //= 1 -5
		     3; //= 1
	     }); //= none
	     auto one : all) //= none
		sum += one + i; //= 2
	return sum - 3 * 3 - 12; //= 1
}
