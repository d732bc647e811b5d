static int f(int x)
{
	int n = 0;   //= 2
	switch (x) { //= 2
	case 1:
		n += 1;				  //= 1
		__attribute__((__fallthrough__)); //= none
	case 2:
		n += 2; //= 2
		break;	//= 2
	}
	return n; //= 2
}

int main(void)
{
	return f(1) + f(2) - 5; //= 1
}
