/* An instance that returns nothing returns at the same statement as one that returns something. */
template <typename F> auto apply(F f) -> decltype(f()) //= calls 5
{
	return f(); //= 5
}

template <typename F> auto over_lines(F f) -> decltype(f()) //= calls 3
{
	int n = 1; //= 3
	return f(  //= 3
		n ? 1 : 2);
}

struct nothing {
	void operator()(int = 0) {}
};

struct number {
	int operator()(int = 0) { return 0; } //= 5; calls 5
};

int main()
{
	for (int i = 0; i < 3; i++) { //= 4
		apply(number());      //= 3
	}
	apply(nothing());      //= 1
	apply(nothing());      //= 1
	over_lines(number());  //= 1
	over_lines(number());  //= 1
	over_lines(nothing()); //= 1
	return 0;	       //= 1
}
