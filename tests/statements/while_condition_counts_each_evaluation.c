static int never(void)
{
	int n = 0;
	while (0) //= 1
		n++; //= 0
	while (n) //= 1
		n--; //= 0
	return n;
}

int main(void)
{
	int i = 3, n = 0;

	while (i-- > 0) //= 4
		n++; //= 3
	while ( //= 3
	       n-- //= none
	       > 1) { //= none
		; //= none
	}
	return never() + n;
}
