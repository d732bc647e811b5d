static int find(int n) //= calls 10
{
	if (n == 0) //= 10
		return 1; //= 1
	for (int i = 1; i < 5; i++) //= 35
		if (i == n) //= 30
			return 2; //= 4
	if (n == 9) return 3; //= 5
	return 4; //= 4
} //= none

static void nothing(int n) //= calls 3
{
	if (n) //= 3
		return; //= 1
	n = 5; //= 2
} //= none

int main(void)
{
	int sum = 0;
	for (int i = 0; i < 10; i++) //= 11
		sum += find(i); //= 10
	nothing(0), nothing(1), nothing(0); //= 1
	return sum != 1 + 8 + 16 + 3;
}
