static int sum(int n) //= calls 2
{                     //= none
	int i, s = 0; //= 2
	for (i = 0; i < n; i++) //= 12
		s += i; //= 10
	return s; //= 2
} //= none

int main(void) //= calls 1
{
	return sum(3) + sum(7) != 24; //= 1
}
