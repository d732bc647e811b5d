#define TWO_STEPS(x) do { (x)++; (x)++; } while (0)

int main(void)
{
	int i = 0;

	do { //= none
		i++; //= 1
	} while (0); //= none
	TWO_STEPS(i); //= 1
	do { //= none
		if (i == 3) //= 1
			break; //= 1
		i++; //= 0
	} while (0); //= none
	return i != 3;
}
