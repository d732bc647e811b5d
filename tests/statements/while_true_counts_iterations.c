int main(void)
{
	int i = 0;

	while (1) { //= 5
		i++; //= 5
		if (i == 5) //= 5
			break; //= 1
	}
	return i != 5;
}
