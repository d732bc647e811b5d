// flags: -std=c++17
static int f(int n)
{
	if constexpr (sizeof(int) == 4) { //= 1
		n++; //= 1
	} else if (n) { //= none
		n--; //= none
	}
	if constexpr (sizeof(int) == 8) //= 1
		n--; //= none
	else
		n++; //= 1
	if (sizeof(int) == 8) //= 1
		n--; //= 0
	return n; //= 1
}

template <class T> static int g(T n)
{
	if constexpr (sizeof(int) == 8) //= 2
		n--; //= none
	if constexpr (sizeof(T) == 4) //= 2
		n++; //= 1
	else
		n--; //= 1
	auto h = [](auto z) { //= 2
		if constexpr (sizeof(z) == 4) //= 2
			return z; //= 1
		else
			return 0; //= 1
	};
	return n + h(n);
}

int main()
{
	return f(1) + g(1) + g('\1') - 7;
}
