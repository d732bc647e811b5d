#include <initializer_list>
#include <stdlib.h>

struct held { //= none
	void *p; //= none
	held() //= calls 14
	{
		p = malloc(10); //= 14 +140
	}
	~held() //= calls 14
	{
		free(p); //= 14 -140
	} //= none
};

struct derived : held { //= none
	int n = 1; //= none
};

struct refers { //= none
	const held &first, &second; //= none
	int n; //= none
};

static held named; //= none
static int x; //= none

int main() //= calls 1
{
	{
		const held &base = derived(); //= 1 +10
		x++; //= 1
	} //= 1 -10
	{
		const held &cast = (const held &)derived(); //= 1 +10
		x++; //= 1
	} //= 1 -10
	{
		const int &member = derived().n; //= 1 +10
		x += member; //= 1
	} //= 1 -10
	{
		refers both = {held(), named}; //= 1 +10
		x++; //= 1
	} //= 1 -10
	{
		refers one = {named, held(), 3}, none = {named, named, 3}; //= 1 +10
		x++; //= 1
	} //= 1 -10
	{
		const held &either = x > 100 ? named : named; //= 1
		const held &value = x > 100 ? held() : held(); //= 1 +10
		x++; //= 1
	} //= 1 -10
	{
		std::initializer_list<held> list = {held(), held()}; //= 1 +20
		x++; //= 1
	} //= 1 -20
	{
		const held(&array)[2] = {}; //= 1 +20
		x++; //= 1
	} //= 1 -20
	{
		const held &early = derived(); //= 1 +10
		if (x > 0) //= 1
			goto out; //= 1 -10
		x++; //= 0
	} //= 0
out: //= none
	/* What does not live on goes with its statement. */
	{
		const int copy = derived().n; //= 1 peak=10
		x += copy; //= 1
	} //= none
	{
		const held &plain = named; //= 1
		static const held &stays = derived(); //= 1 +10
		x++; //= 1
	} //= none
	return 0; //= 1
}
