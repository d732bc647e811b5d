/* GCC warns of falling through to a label. A statement that makes no code (as assert does with NDEBUG) is nothing to
 * fall from, and our mark in front of it no more: behind a jump, between two labels, before the first. */
// flags: -Wextra -Werror
#define NDEBUG
#include <assert.h>

static int f(int n)
{
	int x = 0; //= 9
	switch (n) { //= 9
		assert(0); //= 0
		{ //= none
			assert(0); //= 0
		}
	case 1: { //= none
		int k = n; //= 1
		if (k) { //= 1
			x = k; //= 1
			goto out; //= 1
		} else { //= none
			goto out; //= 0
		}
		assert(0); //= 0
	}
	case 2: { //= none
		if (n) //= 1
			return 2; //= 1
		else //= none
			return 3; //= 0
		assert(0); //= 0
	}
	case 3: //= none
		x++; //= 1
		break; //= 1
		assert(0); //= 0
	case 4: { //= none
		int k = n; //= 1
		for (;;) //= 1
			if (k--) //= 1
				break; //= 1
		return k; //= 1
		assert(0); //= 0
	}
	case 10: //= none
		x = 2; //= 0
	case 11: //= none
		assert(1); //= 0
		goto out; //= 0
	case 12: //= none
		do { //= none
			x++; //= 0
		} while (1); //= 0
	case 5: //= none
		assert(1); //= 1
	case 6: //= none
		assert(1); //= 2
		return 6; //= 2
		assert(0); //= 0
	case 7: //= none
		for (;;) { //= 2
			if (x++) //= 2
				break; //= 1
		}
		assert(1); //= 1
	default: //= none
		x++; //= 3
	}
out:
	return x; //= 5
}

int main(void)
{
	int sum = 0; //= 1
	for (int i = 1; i <= 9; i++) //= 10
		sum += f(i); //= 9
	return sum != 1 + 2 + 1 + 3 + 6 + 6 + 3 + 1 + 1; //= 1
}
