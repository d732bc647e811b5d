/* A handler ends at its brace, also in a template, and where `catch` is a macro's. */
#define CATCH catch (...)
#define CATCH_A(type) catch (type)

template <class T> static T instance(T v)
{
	try {
		throw 1; //= 1 +?
	}
	CATCH { //= 1
		v++; //= 1
	} //= 1 +?
	try {
		throw 1; //= 1 +?
	}
	CATCH_A(int) //= 1
	{
		v++; //= 1
	} //= 1 +?
	return v; //= 1
}

static int plain(int v)
{
	try {
		throw 1; //= 1 +?
	}
	CATCH { //= 1
		v++; //= 1
	} //= 1 +?
	return v; //= 1
}

int main()
{
	return instance(1) + plain(1) != 5; //= 1
}
