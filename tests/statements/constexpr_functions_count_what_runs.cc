static constexpr int square(int x) //= calls 2
{
	return x * x; //= 2
}

static_assert(square(3) == 9, "a constant expression is worked out by the compiler");
static int room[square(2)]; //= none

int main() //= calls 1
{
	constexpr int known = square(5); //= 1
	int sum = 1; //= 1
	sum = square(2) + sum; //= 1
	auto twice = [](auto x) { return 2 * x; }; //= 3; calls 2
	sum += twice(1) + twice(2L); //= 1
	if (square(sum) == 0) //= 1
		return 1; //= 0
	return sum + known + (int)(sizeof room / sizeof *room) != 40; //= 1
}
