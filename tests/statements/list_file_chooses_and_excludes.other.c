static int in(void) { return 1; } //= none

int other(void) //= none
{
	return in(); //= none
}
