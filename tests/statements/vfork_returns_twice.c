// live: 10
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) //= calls 1 net=10
{
	int status = 0;
	malloc(10); //= 1 +10
	pid_t id = vfork();
	if (id == 0) //= 2
		_exit(5); //= 1
	waitpid(id, &status, 0); //= 1
	return WEXITSTATUS(status) != 5; //= 1
}
