// compilers: gcc-*

struct base { //= none
	int n = 0; //= 3
	base() //= calls 3
	{
		n++; //= 3
	}
};

struct derived : virtual base { //= none
	derived(int n) //= calls 3
	{
		static void *labels[] = {&&one, &&two};
		goto *labels[n]; //= 3
	one: //= none
		n++; //= 1
	two: //= none
		n++; //= 3
	} //= none
	~derived() //= calls 3
	{
		n++; //= 3
	} //= none
};

struct last : derived { //= none
	last() : derived(1) //= calls 1
	{
		n++; //= 1
	}
};

int main() //= calls 1 net=0
{
	derived a(0); //= 1
	derived b(1); //= 1
	last *c = new last; //= 1 +16
	delete c; //= 1 -16
	return 0; //= 1
}
