/* What stands in a loop's head is found there, be it out of a macro; and not in what comes next. */
#define RANGE (int i = 0; i < 3; i++)
#define OPEN (
#define NONE

int main(void) //= calls 1
{
	int n = 0; //= 1

	for
	RANGE //= 4
	{
		for (;;) { //= 3
			break; } //= 3
		n++; //= 3
	}
	for OPEN
		n = 0; //= 1
		n < 3; //= 4
		n++) /* ( */ //= 3
		;
	for (NONE ; /* ; */ //= none
	     n < 5; //= 3
	     n++) //= 2
		;
	return n != 5; //= 1
}
