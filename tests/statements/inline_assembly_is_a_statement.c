int main(void)
{
	int n = 0;
	for (int i = 0; i < 3; i++) { //= 4
		__asm__ volatile("" : "+r"(n)); //= 3
		__asm__ volatile( //= 3
		    "" : : : "memory"); //= none
	}
	return n;
}
