// flags: -std=c++17
static int f(int x)
{
	int n = 0;		   //= 2
	switch (int y = x + 1; y) { //= 2
	case 2:
		n += 1;		//= 1
		[[fallthrough]]; //= none
	case 3:
		n += 2;				  //= 2
		__attribute__((__fallthrough__)); //= none
	case 4:
		break; //= 2
	}
	return n; //= 2
}

template <typename T> int g(T x)
{
	switch (x) { //= 1
	case 1:
		x++;		 //= 1
		[[fallthrough]]; //= none
	default:
		return x; //= 1
	}
}

int main()
{
	return f(1) + f(2) + g(1) - 7; //= 1
}
