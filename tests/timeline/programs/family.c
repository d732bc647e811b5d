/* Forks two children with 16 and 32 MiB; the second forks a grandchild with 8 MiB and ends before
 * it does. */
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void hold(size_t mib, double seconds)
{
	char *area =
		mmap(NULL, mib << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memset(area, 1, mib << 20);
	nanosleep(&(struct timespec){(long)seconds, (long)(seconds * 1e9) % 1000000000}, NULL);
}

int main(void)
{
	if (!fork()) {
		hold(16, 1.5);
		_exit(0);
	}
	if (!fork()) {
		if (!fork()) {
			hold(8, 2);
			_exit(0);
		}
		hold(32, 1);
		_exit(0);
	}
	while (wait(NULL) > 0)
		continue;
	nanosleep(&(struct timespec){1, 0}, NULL);
	return 0;
}
