static
int //= none
__attribute__((noinline)) //= none
long_way( //= calls 2
    int a, //= none
    int b) //= none
{
	return a + b; //= 2
}

int (*choose(int n))(int, int) //= calls 2
{
	return n ? long_way : 0; //= 2
}

int main(void)
{
	return choose(1)(1, 2) + choose(1)(3, 4) - 10;
}
