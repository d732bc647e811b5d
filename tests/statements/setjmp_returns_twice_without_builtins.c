// flags: -fno-builtin
#include <setjmp.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static jmp_buf again;

static void back(int n) //= calls 2 net=0
{
	void *p = malloc(n); //= 2 +3
	free(p); //= 2 -3
	longjmp(again, n); //= 2
	n++; //= 0
}

int main(void)
{
	static volatile int rounds;
	int status = 0; //= 1

	if (setjmp(again)) //= 1
		rounds++; //= 2
	if (rounds < 2) { //= 3
		back(rounds + 1); //= 2 peak=2
		rounds = 0; //= 0
	}
	pid_t child = vfork(); //= 1
	if (child == 0) //= 2
		_exit(3); //= 1
	if (waitpid(child, &status, 0) != child) //= 1
		return 1; //= 0
	return WEXITSTATUS(status) - 3; //= 1
}
