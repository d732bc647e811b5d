struct counter { //= none
	int n; //= none
	explicit counter(int n) : n(n) {} //= calls 2
	bool operator<(int m) const //= calls 8
	{
		return n < m; //= 8
	}
	counter &operator++() //= calls 6
	{
		n++; //= 6
		return *this; //= 6
	}
};

template <class T> static int instance(T n) //= calls 2
{
	int sum = 0; //= 2
#pragma GCC unroll 2 //= none
	for (T i = 0; //= 2
	     i < n; //= 8
	     i++) //= 6
		sum += i; //= 6
#pragma GCC ivdep //= none
	while (sum > 1) //= 6
		sum--; //= 4
	for (counter i(0); //= 2
	     i < n; //= 8
	     ++i) //= 6
		sum++; //= 6
	return sum; //= 2
}

int main() //= calls 1
{
	int sum = instance(3) + instance(3L), k; //= 1
	for (int i = 0; //= 1
	     i < 4; //= 5
	     i++) //= 4
		sum += i; //= 4
	for (k = 0; //= 1
	     k < 4; //= 5
	     ++k, //= 4
	     sum++)
		sum += k; //= 4
#pragma GCC ivdep //= none
	for (k = 0; //= 1
	     k < 4; //= 5
	     k += 1) //= 4
		sum += k; //= 4
#pragma GCC ivdep //= none
	for (int i = 0; //= 1
	     i < 4; //= 5
	     i++) { //= 4
		sum += i; //= 4
	}
#pragma GCC ivdep //= none
	do
		sum--; //= 33
	while (sum > 3); //= 33
	int list[] = {1, 2, 3}; //= 1
#pragma GCC ivdep //= none
	for (int i : list) //= 4
		sum += i; //= 3
	return sum != 9; //= 1
}
