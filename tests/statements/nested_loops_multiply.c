int main(void)
{
	int n = 0;

	for (int i = 0; i < 4; i++) //= 5
		for (int j = 0; j < i; j++) //= 10
			n++; //= 6
	for (int i = 0; i < 3; i++) { for (int j = 0; j < 5; j++) { n--; } } //= 18
	return n != -9;
}
