/* Where a scope's destructors are called the closing brace is a statement, but not where control cannot come: GCC would
 * warn that the function ends without a value. */
// flags: -std=c++17
struct holder {
	explicit holder(int n) : n(n)
	{
	}
	~holder()
	{
		steps += n; //= 23
	}
	static int steps;
	int n;
};
int holder::steps;

static void step(int r)
{
	holder::steps += r; //= 7
}

static int a(int r)
{
	holder s(r); //= 1
	for (;;) { //= 4
		if (r == 4) //= 4
			return s.n; //= 1
		r++; //= 3
	}
} //= none

static int b(int r)
{
	holder s(r); //= 1
	do { //= none
		if (r == 4) //= 4
			return 1; //= 1
		if (r == 2) //= 3
			continue; //= 1
		step(r); //= 2
	} while (r++); //= 3
	return 0; //= 0
}

static int c(int r)
{
	holder s(r); //= 1
	do { //= none
		if (++r > 7) //= 7
			return 1; //= 1
		if (r & 1) //= 6
			continue; //= 3
		step(r); //= 3
	} while (1); //= 6
} //= none

static int d(int r)
{
	holder s(r); //= 2
	try { //= none
		step(r); //= 2
		if (r == 1) //= 2
			throw r;
		return 1; //= 1
	} catch (int) {
		return 2;
	}
} //= none

static int e(int r)
{
	holder s(r); //= 2
	{ //= none
		while (true) { //= 3
			holder u(r); //= 3
			switch (r) { //= 3
			case 1: //= none
				return u.n; //= 1
			default: //= none
				if (--r > 1) //= 2
					break; //= 1
				return 7; //= 1
			}
		} //= 1
	}
} //= none

static int j(int r)
{
	holder s(r); //= 1
	if (sizeof r == 4) //= 1
		return s.n; //= 1
	else //= none
		step(r);
} //= none

static void f(int r)
{
	holder s(r); //= 1
	for (;;) { //= 3
		if (r++ == 3) //= 3
			break; //= 1
	}
} //= 1

static int g(int r)
{
	holder s(r); //= 2
	switch (r) { //= 2
	case 1: //= none
		return s.n; //= 1
	default: //= none
		for (;;) { //= 3
			if (++r > 4) //= 3
				return 9; //= 1
		}
	}
} //= none

static void h(int r)
{
	holder s(r); //= 3
	switch (r) { //= 3
	case 1: //= none
		break; //= 1
	default: //= none
		return; //= 2
	}
} //= 1

static void i(int r)
{
	holder s(r); //= 3
	switch (r) { //= 3
	case 1: //= none
		return; //= 1
	case 2: //= none
		for (;;) //= 2
			if (r++ == 3) //= 2
				return; //= 1
	}
} //= 1

static int k(int r)
{
	holder s(r); //= 3
	if (r == 1) //= 3
		r++, throw r; //= 1 +132
	r == 2 ? throw 4 : throw 5; //= 2 +264
} //= none

int main()
{
	int sum = a(1) + b(1) + c(1) + d(1) + d(2) + e(1) + e(3) + j(1); //= 1
	f(1); //= 1
	for (int n = 1; n < 4; n++) //= 4
		try { //= none
			k(n); //= 3 +396
		} catch (int caught) { //= 3
			sum += caught - 4; //= 3
		}
	for (int n = 1; n < 4; n++) { //= 4
		h(n); //= 3
		i(n); //= 3
	}
	sum += g(1) + g(2); //= 1
	return sum != 1 + 1 + 1 + 2 + 1 + 1 + 7 + 1 + 1 + 9 - 1; //= 1
}
