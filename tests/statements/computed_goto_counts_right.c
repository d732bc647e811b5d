static int run(const char *program) //= calls 2
{
	static void *const table[] = {&&increment, &&twice, &&stop}; //= none
	int x = 0; //= 2
	goto *table[*program++ - 'a']; //= 2
increment: //= none
	x++; //= 4
	goto *table[*program++ - 'a']; //= 4
twice: //= none
	x *= 2; //= 3
	goto * //= 3
	    table[*program++ - 'a']; //= none
stop: //= none
	return x; //= 2
}

int main(void)
{
	return run("abac") + run("aabbc") != 11;
}
