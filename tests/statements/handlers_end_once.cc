/* A handler's end is the end of its block, too, where the block's objects go: one statement, behind
 * which the exception is gone. 72704 bytes are the C++ library's own, for exceptions without memory. */
static int sum; //= none

struct light { //= none
	int n; //= none
	explicit light(int k) //= calls 2
	{
		n = k; //= 2
	}
	~light() //= calls 2
	{
		sum += n; //= 2
	}
};

static int f(int x) //= calls 1 net=0
{
	try {
		throw 3; //= 1 +? mem=72836
	} catch (int e) { //= 1
		x += e; //= 1 mem=72836
		light last(x); //= 1
	} //= 1 -132 mem=72704
	x++; //= 1 mem=72704
	return x; //= 1
}

static int g(int x) //= calls 1 net=0
{
	try {
		throw 3; //= 1 +?
	} catch (int e) { //= 1
		light first(x); //= 1
		{
			x += e; //= 1
		}
	} //= 1 -132 mem=72704
	return x; //= 1
}

int main() //= calls 1
{
	f(4); //= 1
	g(5); //= 1
}
