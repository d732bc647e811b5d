// Instances of a template and lambdas are functions; a constexpr function still runs in the compiler.
#include <initializer_list>
#include <stdlib.h>

template <class T> static T *make(int n) //= calls 3
{
	T *p = static_cast<T *>(malloc(n * sizeof(T))); //= 3 +30
	for (int i = 0; i < n; i++) //= 15
		p[i] = T(i); //= 12
	return p; //= 3
}

constexpr int factorial(int n) //= calls 1
{
	int result = 1; //= 1
	while (n > 1) //= 6
		result *= n--; //= 5
	return result; //= 1
}
static_assert(factorial(5) == 120, "marks must not stop the compiler's own evaluation");

struct node {
	int *data = make<int>(2); // belongs to no statement of the constructor
	virtual ~node() //= calls 1
	{
		free(data); //= 1 -8
	}
	virtual int size() const //= calls 0
	{
		return 1; //= 0
	}
};

struct big : node {
	int size() const override //= calls 1
	{
		return 10; //= 1
	}
};

static volatile int six = 6;

int main() //= calls 1
{
	char *a = make<char>(6); //= 1 +6
	int *b = make<int>(5 - 1); //= 1 +16
	auto twice = [&](int n) { //= 1
		char *p = static_cast<char *>(malloc(n)); //= 2 +30
		free(p); //= 2 -30
		return p != nullptr; //= 2
	};
	twice(10); //= 1
	twice(20); //= 1
	int sum = factorial(six); //= 1
	for (int x : {1, 2, 3}) //= 4
		sum += x; //= 3
	if (int *c = static_cast<int *>(malloc(4))) { //= 1 +4
		free(c); //= 1 -4
	}
	free(a); //= 1 -6
	free(b); //= 1 -16
	node *n = new big; //= 1 +?
	sum += n->size(); //= 1
	delete n; //= 1 -?
	return sum != 736; //= 1
}
