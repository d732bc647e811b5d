/* `_Pragma` in what is read again to find the loop's `while` has been obeyed once, and macros mean
 * afterwards what they meant before. */
// flags: -w
#define OFTEN _Pragma("GCC unroll 2")
#define KEEP _Pragma("push_macro(\"LIMIT\")")
#define BACK _Pragma("pop_macro(\"LIMIT\")")
#define ONCE _Pragma("once")
#define HERE __BASE_FILE__
#define LIMIT 6

int main(void) //= calls 1
{
	int n = 0; //= 1
	const char *s = HERE; //= 1

	do {
		ONCE
		s = HERE; //= 3
		OFTEN
		for (int i = 0; i < 2; i++) n++;
	}
	while (n < LIMIT); //= 3
	KEEP
#undef LIMIT
#define LIMIT 9
	do {
		BACK
		OFTEN
		for (int i = 0; i < 1; i++) n++;
		KEEP
		n++; //= 1
	} while (n < LIMIT); //= 1
	do {
		OFTEN
		for (int i = 0; i < 1; i++) n++;
		BACK
		s = HERE; //= 3
	}
	while (n < LIMIT + 5); //= 3
	return s[0] == 0 || n != LIMIT + 5; //= 1
}
