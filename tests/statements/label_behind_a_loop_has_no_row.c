static int f(int s) //= calls 2
{
	int n = 0; //= 2
	for (;;) //= 4
		switch (s) { //= 4
		case 0: //= none
			n++; //= 2
			s = 2; //= 2
			break; //= 2
		case 2: //= none
			goto out; //= 2
		default: //= none
			n--; //= 0
		}

out: //= none
	n += 2; //= 2
	for (int i = 0; i < 2; i++) //= 6
		if (i == s) //= 4
			goto done; //= 0
done: //= none
	for (s = 5; s > 0; s--) //= 12
		n++; //= 10
again: //= none
	if (n < 20) { //= 26
		n++; //= 24
		goto again; //= 24
	}
	return n; //= 2
}

int main(void)
{
	return f(0) + f(0) != 40; //= 1
}
