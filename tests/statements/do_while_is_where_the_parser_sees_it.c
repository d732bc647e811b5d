/* The `while` of a do-loop is the one behind its body: not in a comment, a string, a loop inside, or a
 * branch that is not compiled; and it may come from a macro. */
#define FOREVER while (1)
#define BODY_AND_WHILE(B) do B while (n < 9)
#define TWO_LOOPS(X) do { X; } while (n < 12); do {

int main(void) //= calls 1
{
	int n = 0; //= 1
	const char *s = ""; //= 1

	do {
		if (n++ > 2) //= 4
			break; /* a while ago */ //= 1
	} while (1); //= 3
	do {
		s = "while"; //= 4
		if (n++ > 6) break; else s = "while (0)";
	} //= none
	while (1); //= 3
	do {
		if (n++ > 9) //= 2
			break; //= 1
		do n++; while (0); //= 1
	}
	while (1); //= 1
	n = 0; //= 1
	do
		n++; //= 3
	while /* a; } */ //= 3
		(n < 3); //= none
	do
		n++; //= 2
	while ( //= 2
		// one; two
		n < 5 //= none
	); //= none
	do {
		if (n++ > 6) //= 3
			break; //= 1
	}
	FOREVER; //= 2
	while (n < 8) n++;
	BODY_AND_WHILE({ n++; }); //= 1
	TWO_LOOPS(n++) //= 3
		n++; //= 2
	}
	while (n < 14); //= 2
	do
		if (n < 16) n++; else do n++; while (0);
	while (n < 18); //= 4
	do
		for (int i = 0; i < 2; i++)
			switch (n) { case 1: break; default: n++; }
	while (n < 20); //= 1
	do
		while (n++ < 30) ; //= 11
	while (n < 31); //= 1
	do
	again:
		n++; //= 2
	while (n < 33); //= 2
	return n != 33; //= 1
}
