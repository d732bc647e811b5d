static int bad;

struct result {
	result() {}
	~result() { bad--; } //= 7; calls 7
	void set(int x) { bad += x; } //= 7; calls 7
};

#define CHECK(X)                                                                                   \
	do {                                                                                       \
		result r;                                                                          \
		r.set(X);                                                                          \
	} while (false)

static void each(void)
{
	int v[5] = {};	 //= 1
	for (auto &e : v) //= 6
		CHECK(e == 0); //= 5
	for (int i = 0; i < 2; i++) //= 3
		CHECK(i < 2); //= 2
}

namespace other
{
struct made {
	int x = 3; //= none
};
} // namespace other

int main()
{
	each();	    //= 1
	return bad; //= 1
}
