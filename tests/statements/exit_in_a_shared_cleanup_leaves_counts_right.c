// ended: exit
// exit: 0
#include <stdlib.h>

static void release(int *n) //= calls 6
{
	if (*n == 4) //= 6
		exit(0); //= 1
}
#define GUARDED int guard __attribute__((cleanup(release)))

/* Many ways out of one scope, which share its cleanup. */
static int many(int n) //= calls 5
{
	for (int i = 0; i < 3; i++) { //= 6
		GUARDED = n; //= 6
		if (n == 0) //= 6
			return 10; //= 1
		if (n == 1) //= 5
			continue; //= 0
		if (n == 2) //= 5
			break; //= 1
		if (n == 3) //= 4
			goto out; //= 2
		if (n == 5) //= 2
			return 20; //= 0
		if (n == 6) //= 2
			return 30; //= 0
		n += 10; //= 2
	} //= 2
	n++; //= 1
out: //= none
	n++; //= 3
	return n; //= 3
}

int main(void) //= calls 1
{
	int sum = many(0); //= 1
	sum += many(2); //= 1
	sum += many(3); //= 1
	sum += many(3); //= 1
	many(-6); //= 1
	return sum; //= 0
}
