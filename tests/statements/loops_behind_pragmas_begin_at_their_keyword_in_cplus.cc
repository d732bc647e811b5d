// A pragma hides from GCC's trees where the loop's keyword stands.
static int sum;

template <typename T> static void instance(const T (&a)[3]) //= calls 1
{
#pragma GCC ivdep //= none
	for ( //= none
		int
		i = 0 //= none
		; i < 3; i++)
		sum += a[i]; //= 3
#pragma GCC unroll 2 //= none
	for (T j : //= 4
	     a //= none
	     ) //= none
		sum += j; //= 3
}

int main() //= calls 1
{
	const int a[3] = {1, 2, 3}; //= 1
	int n = 2; //= 1
#pragma GCC ivdep //= none
	for ( //= none
		int //= 1
		i = 0 //= none
		; //= none
		i < 3; //= 4
		i++ //= 3
		) //= none
		sum += a[i]; //= 3
#pragma GCC unroll 2 //= none
	for (int j : //= 4
	     a //= none
	     ) //= none
		sum += j; //= 3
#pragma GCC unroll 2 //= none
	while //= 3
		(n-- > 0) //= none
		sum++; //= 2
	instance(a); //= 1
	return sum != 26; //= 1
}
