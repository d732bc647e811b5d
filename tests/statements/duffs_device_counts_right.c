static int copied;

static void duff(int count) //= calls 3
{
	int n = (count + 3) / 4; //= 3
	switch (count % 4) { //= 3
	case 0: //= none
		do { //= none
			copied++; //= 4
	case 3: copied++; //= 5
	case 2: //= none
			copied++; //= 5
	case 1: //= none
			copied++; //= 6
		} while (--n > 0); //= 6
	}
}

int main(void)
{
	duff(8); /* enters at case 0, two rounds */
	duff(5); /* enters at case 1, then one full round */
	duff(7); /* enters at case 3, then one full round */
	return copied != 20;
}
