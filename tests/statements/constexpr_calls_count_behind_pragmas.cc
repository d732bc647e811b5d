/* GCC's parser is told what not to work out; a pragma or an attribute sets its options anew. */
#pragma GCC push_options
#pragma GCC optimize("Og")
#pragma GCC pop_options

constexpr int popped() { return 8; }  //= 2
constexpr int changed() { return 9; } //= 3

static int before(int x)
{
	x += popped();	  //= 1
	if (x < popped()) //= 1
		return 1; //= 0
	return x;	  //= 1
}

#pragma GCC optimize("O3")

static int behind(int x)
{
	x += changed(); //= 1
	return x;	//= 1
}

__attribute__((optimize("O1"))) static int attributed(int x)
{
	x += changed(); //= 1
	return x;	//= 1
}

int main()
{
	int sum = before(1) + behind(1); //= 1
	sum += changed();		 //= 1
	return sum + attributed(1) != 38; //= 1
}
