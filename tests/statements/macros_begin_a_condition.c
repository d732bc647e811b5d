/* A do-loop is at home at its `while`, which may itself come from a macro. */
#define EVEN(X) ((X) % 2 == 0)
#define UNTIL(X) while (!(X))
#define REPEAT(N)                                                                                  \
	do                                                                                         \
		(N)--;                                                                             \
	while (EVEN(N))

int main(void)
{
	int i = 0;   //= 1
	do {
		i++; //= 7
	} while (    //= 7
		EVEN(i) || i < 6 //= none
	);
	do
		i--; //= 2
	while /* ; */ (EVEN(i)); //= 2
	while (i > 9) //= 1
		i--;  //= 0
	do {
		i--;	    //= 5
	} UNTIL(EVEN(i) && i < 2); //= 5
	if (i != 0)	    //= 1
		return 1;   //= 0
	i = 4;		    //= 1
	REPEAT(i);	    //= 1
	return i - 3;	    //= 1
}
