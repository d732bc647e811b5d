static int classify(int n) //= calls 6
{
	if (n < 0) //= 6
		return -1; //= 1
	else if (n == 0) //= 5
		return 0; //= 2
	else //= none
	if (n < //= 3
	    10 //= none
	    && n != 5) //= none
		return 1; //= 1
	else { //= none
		return 2; //= 2
	} //= none
}

int main(void)
{
	int n = classify(-3) + classify(0) + classify(0) + classify(7) + classify(5) + classify(100); //= 1

	if (1) //= 1
		n--; //= 1
	if (0) //= 1
		n--; //= 0
	if (n) //= 1
		; //= none
	if (n) { //= 1
	} else { //= none
	}
	return n != 3;
}
