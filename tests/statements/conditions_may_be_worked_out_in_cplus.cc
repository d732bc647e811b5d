/* A do-loop whose condition is false whatever happens has none, however it is written, with every compiler and
 * at every level. */
static const int never = 0, always = 1;

int main(void)
{
	int n = 0;
	const int z = 0;
	const volatile int changes = 0;
	enum { no };

	do n++; //= 1
	while ((void)0, 0); //= none
	do n++; //= 1
	while (0 && n); //= none
	do n++; //= 1
	while (z); //= none
	do n++; //= 1
	while (no); //= none
	do n++; //= 1
	while (sizeof(int) == 3); //= none
	do n++; //= 1
	while (n, 0); //= none
	do n++; //= 1
	while (!1 || never); //= none
	do n++; //= 1
	while (changes); //= 1
	do n++; //= 1
	while (n++, 0); //= 1
	for (; (void)0, //= 3
	       always;) {
		if (n++ > 11) //= 3
			break; //= 1
	}
	return n != 13; //= 1
}
