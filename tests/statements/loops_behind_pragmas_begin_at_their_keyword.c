/* A pragma hides from GCC's trees where the loop's keyword stands. */
#define HEAD(N) while ((N)-- > 0)

int main(void) //= calls 1
{
	int n = 5, sum = 0;
#pragma GCC unroll 2 //= none
	while //= 6
		(n-- > 0) //= none
		sum++; //= 5
	n = 2; //= 1
#pragma GCC ivdep //= none
	while /* while ( */ (1 && //= 3
			     n-- > 0) //= none
		sum++; //= 2
#pragma GCC ivdep //= none
	for //= none
		(int i = 0; //= 1
		 i < 3; //= 4
		 i++) //= 3
		sum++; //= 3
	n = 2; //= 1
#pragma GCC unroll 2 //= none
	HEAD //= 3
		(n) //= none
		sum++; //= 2
	return sum != 12; //= 1
}
