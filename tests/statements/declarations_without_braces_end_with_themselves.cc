#include <initializer_list>
#include <stdlib.h>

struct holder {
	char *p;
	holder(int n) : p((char *)malloc(n)) {}
	~holder() { free(p); }
};
struct plain {
	~plain() { free(malloc(2)); }
};

#define EACH(i, n) for (int i = 0; i < n; i++)
#define HOLDER(n) holder a(n);

static int f(int n) //= calls 3 net=0
{
	if (n) //= 3
		holder a(1); //= 2 peak=1
	else
		holder b(2); //= 1 peak=2
	while (n-- > 0) //= 6
		holder c(1); //= 3 peak=1
	for (int i = 0; i < 3; i++) //= 12
		holder d(2); //= 9 peak=2
	for (int i : {1, 2}) //= 9
		holder e(i); //= 6 peak=2
	do //= none
		holder g(3); //= 3 peak=3
	while (n > 0); //= 3
	if (n) //= 3 peak=2
		plain h; //= none
	switch (n) //= 3
	default: //= none
		holder k(3); //= 3 peak=3
	{
		holder l(4); //= 3 +12
		if (n) //= 3
			holder m(4); //= 3 peak=4
	} //= 3 -12
	return n; //= 3
} //= none

template <class T> static T g(T n) //= calls 6 net=0
{
	if (n) //= 6
		holder a(1); //= 4 peak=1
	else
		holder b(2); //= 2 peak=2
	while (n-- > 0) //= 12
		holder c(1); //= 6 peak=1
	for (T i = 0; i < 3; i++) //= 24
		holder d(2); //= 18 peak=2
	for (T i : {1, 2}) //= 18
		holder e(i); //= 12 peak=2
	do //= none
		holder g(3); //= 6 peak=3
	while (n > 0); //= 6
	while (n++ < 1) { //= 18
		holder l(4); //= 12 +48
		if (n) //= 12
			plain h; //= none
		else
			holder m(4); //= 6 peak=4
	} //= 12 -48
	EACH(i, 2) //= 18
		holder q(1); //= 12 peak=1
	EACH(i, 2) { //= 18
		holder r(1); //= 12 +12
	} //= 12 -12
	if (n) //= 6
		HOLDER(3) //= 6 peak=3
	return n; //= 6
} //= none

int main()
{
	for (int i = 0; i < 3; i++)
		f(i), g(i), g((long)i);
}
