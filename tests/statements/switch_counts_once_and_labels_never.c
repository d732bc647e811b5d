static int act(int n) //= calls 7
{
	int done = 0; //= 7
	switch (n) { //= 7
	case 0: //= none
	case 1: //= none
		done += 1; //= 3
		/* falls through */
	case 2: //= none
		done += 2; //= 4
		break; //= 4
	case 5 ... 9: done += 4; break; //= 2
	default: //= none
		done += 8; //= 1
	}
	return done; //= 7
}

int main(void)
{
	int sum = 0;
	static const int inputs[] = {0, 1, 1, 2, 7, 9, 77}; //= none
	for (int i = 0; i < 7; i++) //= 8
		sum += act(inputs[i]); //= 7
	return sum != 9 + 2 + 8 + 8;
}
