/* What depends on no parameter of a template, and names no variable of it, may be one tree for all its instances:
 * each counts for itself all the same. */
// flags: -std=c++20

static int v;

template <class T> static void again(T t)
{
	try {
		if (t) //= 2
			throw t; //= 2 +?
	} catch (...) { //= 2
		if (true) { //= 2
			throw; //= 2
		}
	}
}

template <class T> static int shared(T)
{
	for (;;) { //= 4
		break; //= 4
	}
	while (true) { //= 4
		{ //= none
			break; //= 4
		}
	}
	do { //= none
		break; //= 4
	} while (true); //= 0
	do { //= none
		if (true) { //= 4
			continue; //= 4
		}
	} while (false);
	v = 0; //= 4
	for (;;) { //= 8
		{ //= none
			if (v) //= 8
				break; //= 4
		}
		v++; //= 4
	}
	[[likely]] { //= none
		{ //= none
			v++; //= 4
		}
	}
	switch (3) { //= 4
	case 3:
		if (true) //= 4
			break; //= 4
	}
	auto l = [] { //= 4
		while (true) { //= 4
			if (v) //= 4
				return; //= 4
		}
	};
	l(); //= 4
	if (({ v++; v > 0; })) //= 4
		v++; //= 4
	return v; //= 4
}

template <class T> struct S {
	S()
	{
		if (true) { //= 2
			v++; //= 2
		}
	}
};

int main()
{
	shared(1); //= 1
	shared(2l);
	shared('c');
	shared(1.0);
	S<int> a; //= 1
	S<char> b; //= 1
	try {
		again(1); //= 1 +?
	} catch (int) { //= 1
	} //= 1 -?
	try {
		again(1l); //= 1 +?
	} catch (long) { //= 1
	} //= 1 -?
	return 0; //= 1
}
