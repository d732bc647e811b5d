/* The `while` of a do-loop is not looked for where nothing is compiled. */
int main(void) //= calls 1
{
	int n = 0; //= 1

	do {
		if (n++ > 3) //= 5
			break; //= 1
	}
#if 0
	while (n); //= none
#else
	while (1); //= 4
#endif
	do
		n++; //= 1
#if 1
	while //= 1
#else
	while ( //= none
#endif
		(n < 5); //= none
	do
		n++; //= 2
	while //= 2
#define UNUSED ; } \
	while (n) {
		(n < 8); //= none
	return n != 8; //= 1
}
