/* children.c - children of vfork share their parent's memory until they exec or end, and so their counts and
 * bytes are the parent's; those of posix_spawn, popen and system run no code of the program's. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static void *volatile kept;
static volatile long made;

static void make(void)
{
	made++;
	kept = malloc(10); /* @made */
}

static int vforks(int how)
{
	int status = 0;
	pid_t child = vfork(); /* @vforks */

	if (child == 0) {
		make(); /* @child */
		if (how % 2)
			execl("/bin/true", "true", (char *)NULL); /* @execs */
		_exit(3);
	}
	waitpid(child, &status, 0); /* @parent */
	make();
	return WEXITSTATUS(status);
}

static int spawns(void)
{
	char *arguments[] = {"sh", "-c", "exit 5", NULL};
	int status = 0;
	pid_t child;

	if (posix_spawn(&child, "/bin/sh", NULL, NULL, arguments, environ)) /* @spawns */
		return -1;
	waitpid(child, &status, 0);
	make();
	return WEXITSTATUS(status);
}

int main(void)
{
	int sum = 0;
	FILE *pipe;

	for (int i = 0; i < 6; i++)
		sum += vforks(i);
	for (int i = 0; i < 3; i++)
		sum += spawns();
	pipe = popen("true", "r");
	sum += pipe ? pclose(pipe) : 100;
	sum += system("true");
	printf("%d\n", sum);
	printf("known made occurrences=%ld allocated=%ld retained=%ld\n", made, 10 * made, 10 * made);
	printf("known vforks occurrences=6 increment=0\n");
	printf("known child occurrences=6 increment=60\n");
	printf("known execs occurrences=3 increment=0\n");
	printf("known parent occurrences=6 increment=0\n");
	printf("known spawns occurrences=3 increment=0\n");
	return 0;
}
