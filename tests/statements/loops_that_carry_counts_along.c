/* Optimisers that carry what a loop stored over to its next round: predictive commoning, motion of
 * stores. */
long long e, *d = &e;
int a, b, c;

void with_break(void) //= calls 1
{
	for (; c <= 5; c++) //= 7
		for (b = 0; b <= 5; b++) { //= 12
			for (a = 1; a <= 5; a++) //= 66
				; //= none
			*d = 0; //= 11
			if (c) //= 11
				break; //= 5
		}
}

int g, n, f[1];
char h, k;

void unswitched(void) //= calls 1
{
	int once = 1; //= 1
	for (a = 0; a <= 3; a++) //= 5
		for (c = 0; c <= 2; c++) //= 16
			for (b = 0; b <= 3; b++) { //= 60
				h = once && f[n]; //= 48
				k = g && once; //= 48
				once = 0; //= 48
			}
}

int main(void) //= calls 1
{
	with_break(); //= 1
	unswitched(); //= 1
	return 0; //= 1
}
