static int same(void) { return 2; } //= calls 2; 2

int other(void) //= calls 1
{
	return same() + same(); //= 1
}
