int main(void)
{
	int n = 0;

	for (int i = 0; i < 10; i++) { //= 7
		if (i % 2) //= 7
			continue; //= 3
		if (i == 6) //= 4
			break; //= 1
		n++; //= 3
	}
	while (n) { //= 4
		n--; //= 3
		continue; //= 3
	}
	return n;
}
