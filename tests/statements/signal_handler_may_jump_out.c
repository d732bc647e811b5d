#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

static sigjmp_buf out;
static void *kept[4];
static int count;

static void on_signal(int number) //= calls 3 net=30
{
	kept[count++] = malloc(10); //= 3 +30
	siglongjmp(out, number); //= 3
}

static void work(void) //= calls 3 net=36
{
	static void *own[3];
	own[count] = malloc(2); //= 3 +6
	raise(SIGUSR1); //= 3 +30
	count = 100; //= 0
}

int main(void)
{
	signal(SIGUSR1, on_signal); //= 1
	while (count < 3) { //= 4
		if (sigsetjmp(out, 1) == 0) //= 3
			work(); //= 3 +36
	}
	return count != 3; //= 1
}
