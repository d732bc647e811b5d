namespace other
{
static int one() { return 1; } //= 2
} // namespace other

static int plain()
{
	using namespace other; //= none
	return one();	       //= 1
}

template <typename T> T made(T x)
{
	using namespace other; //= none
	using other::one;      //= none
	using type = T;	       //= none
	type y = x;	       //= 1
	return y + one();      //= 1
}

int main()
{
	return plain() + made(1) - 3; //= 1
}
