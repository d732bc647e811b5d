#define NOTHING() ((void)0)

int main(void)
{
	int x = 1;
	((void)0); //= 1
	for (int i = 0; i < 4; i++) { //= 5
		NOTHING(); //= 4
		(void)x; //= 4
		x; //= 4
		0; //= 4
		; //= none
	}
	if (x) NOTHING(); //= 1
	if (!x) //= 1
		NOTHING(); //= 0
	;; //= none
	{ } //= none
	return 0;
}
