#include "constructors_of_a_header_are_one.h"

int main() //= calls 1 net=4
{
	holder a(2); //= 1 +7
	holder b; //= 1 +7
	return a.count + b.count + elsewhere() - 11; //= 1 -10
}
