static __attribute__((const, noinline)) int square(int n) //= calls 8
{
	return n * n; //= 8
}

static __attribute__((pure, noinline)) int first(const int *p) //= calls 6
{
	return *p; //= 6
}

int main(void)
{
	int n = 3, sum = 0;
	for (int i = 0; i < 3; i++) { //= 4
		sum += square(n) + square(n); //= 3
		sum += first(&n) + first(&n); //= 3
	}
	square(5); //= 1
	(void)square(n); //= 1
	return sum != 3 * 24;
}
