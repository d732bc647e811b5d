/* They count where the type stands: in a declaration, typedef, sizeof, typeof, cast or literal. */
#include <stdlib.h>

static int one(void) //= calls 9
{
	free(malloc(1));
	return 1;
}

static int two(void) //= calls 9
{
	free(malloc(2));
	return 2;
}

int main(void)
{
	int n = 1, m[3] = {0};
	int a[({
		one();
		two(); //= 1
		n + 1;
	})];
	a[0] = 1;
	n += sizeof(int[({
		one();
		two(); //= 1
	})]);
	typeof(int[({
		one();
		two(); //= 1
	})]) *shared,
		*also;
	int(*pointer)[({
		one();
		two(); //= 1
	})];
	typedef int name[({
		one();
		two(); //= 1
	})];
	name *named, *again; //= none
	typeof(({
		one();
		two(); //= 1
		(int(*)[n]) m;
	})) of;
	n += (*(int(*)[({
		one();
		two(); //= 1
	})])m)[0];
	n += sizeof(({
		one();
		two(); //= 1
		(int(*)[n]) m;
	})[0]);
	n += (*((int(*[1])[({
		one();
		two(); //= 1
	})]){&m})[0])[0];
	n += sizeof(int(*)[({
		one();
		two(); //= none
	})]);
	return a[0] - 1;
}
