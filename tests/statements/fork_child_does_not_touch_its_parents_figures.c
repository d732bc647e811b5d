// live: 100
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(void) //= calls 0
{
	malloc(1000); //= 0
	_exit(5); //= 0
}

int main(void) //= calls 1 net=100
{
	int status = 0;
	void *kept = malloc(100); //= 1 +100
	pid_t id = fork(); //= 1
	if (id == 0) { //= 1
		free(kept); //= 0
		child(); //= 0
	}
	waitpid(id, &status, 0); //= 1
	return WEXITSTATUS(status) != 5; //= 1
}
