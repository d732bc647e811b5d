/* The program's first blocks are fresh from the system, as they are natively: what the runtime tries before main leaves
 * nothing in them. Programs that read what they have not written (GCC's 941014-2.c) depend on it. */
#include <stdlib.h>

int main(void)
{
	static const size_t sizes[] = {1, 24, 25, 100, 1000, 5000, 70000};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) { //= 8
		volatile char *block = malloc(sizes[i]); //= 7 +76150
		for (size_t j = 0; j < sizes[i]; j++) //= 76157
			if (block[j]) //= 76150
				return 1; //= 0
	}
	return 0; //= 1
}
