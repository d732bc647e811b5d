int other(void);

static int same(void) //= calls 1
{
	return 1; //= 1
}

int main(void)
{
	return same() + other() - 5; //= 1
}
