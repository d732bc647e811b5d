/* Macros that the compiler defines, in what is read again to find the loop's `while`. */
#include <float.h>

#define FIRST(A, ...) A
#define WHERE __BASE_FILE__ __FILE__ __TIMESTAMP__

int main(void) //= calls 1
{
	const char *s = ""; //= 1
	int n = 0, counter = __COUNTER__; //= 1
	double d = DBL_MIN; //= 1

	do {
		s = WHERE __DATE__; //= 3
		d += DBL_MIN; //= 3
		n += FIRST(__LINE__ > 0, 5); //= 3
	}
	while (n < 3); //= 3
	return s[0] == 0 || d <= DBL_MIN || __COUNTER__ - counter != 1; //= 1
}
