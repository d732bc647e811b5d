int main(void)
{
	int i = 0, n = 0;

	for (;;) { //= 4
		if (++i == 4) //= 4
			break; //= 1
		n++; //= 3
	}
	for ( //= 3
	     i = 0; //= 1
	     ; //= none
	     i++) { //= 2
		if (i == 2) //= 3
			break; //= 1
	}
	for ( //= 2
	     ; 1; ) { //= none
		if (i++ == 3) //= 2
			break; //= 1
	}
	return n != 3;
}
