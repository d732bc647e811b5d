static int loops(int n) //= calls 1
{
	int k, sum = 0; //= 1
#pragma GCC unroll 2 //= none
	for (k = 0; k < n; k++) //= 5
		sum += k; //= 4
	sum++; //= 1
#pragma GCC ivdep //= none
	for (int i = 0; //= 1
	     i < n; //= 5
	     i++) //= 4
		sum += i; //= 4
#pragma GCC unroll 4 //= none
	while (sum > 9) //= 5
		sum--; //= 4
#pragma GCC ivdep //= none
	do
		sum++; //= 3
	while (sum < 12); //= 3
	if (n) //= 1
#pragma GCC ivdep //= none
		for (k = 0; //= 1
		     k < n; k++) { //= 5
			if (k == 2) //= 4
				continue; //= 1
			sum++; //= 3
		}
	return sum; //= 1
}

int main(void) //= calls 1
{
	return loops(4) != 15; //= 1
}
