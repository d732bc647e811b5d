/* Holds 1000 bytes, forks two children that hold 2000 and 5000 more for a second. */
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void *volatile blocks[2];

__attribute__((profile)) static void child(size_t size)
{
	blocks[1] = malloc(size);
	nanosleep(&(struct timespec){1, 0}, NULL);
	_exit(0);
}

__attribute__((profile)) int main(void)
{
	blocks[0] = malloc(1000);
	if (!fork())
		child(2000);
	if (!fork())
		child(5000);
	while (wait(NULL) > 0)
		continue;
	return 0;
}
