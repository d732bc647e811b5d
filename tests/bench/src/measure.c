/* measure.c - measure OUT COMMAND...: runs the command and writes its CPU time in microseconds, its
 * tree's largest resident size in KiB and its wait status to OUT. Small itself, because a child's
 * resident size starts at its parent's. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long microseconds(struct timeval time)
{
	return time.tv_sec * 1000000L + time.tv_usec;
}

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;
	FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;
	pid_t child;

	if (!out)
		return 2;
	child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return 2;
	fprintf(out, "%ld %ld %d\n", microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
		usage.ru_maxrss, status);
	return fclose(out) ? 2 : 0;
}
