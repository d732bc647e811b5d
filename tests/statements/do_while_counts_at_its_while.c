int main(void)
{
	int i = 0;

	do //= none
	{ //= none
		i++; //= 4
	} //= none
	while (i < 4); //= 4
	do //= none
		i--; //= 2
	while //= 2
	    (i > 2); //= none
	do //= none
		if (i++ == 5) //= 4
			break; //= 1
	while (1); //= 3
	return i != 6;
}
