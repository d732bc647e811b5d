/* ways.c - the same bytes, then one of the ways out of a program or a thread, named by argv[1]. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static jmp_buf out;
static const char *way;

static void leave(void)
{
	if (!strcmp(way, "exit")) exit(7);
	if (!strcmp(way, "_exit")) _exit(7);
	if (!strcmp(way, "quick_exit")) quick_exit(7);
	if (!strcmp(way, "abort")) abort();
	if (!strcmp(way, "longjmp")) longjmp(out, 1);
	if (!strcmp(way, "kill")) kill(getpid(), SIGKILL), pause();
	if (!strcmp(way, "term")) kill(getpid(), SIGTERM), pause();
	if (!strcmp(way, "exec")) execl("/bin/true", "true", (char *)NULL);
	if (!strcmp(way, "trap")) __builtin_trap();
}

static void second(int n)
{
	malloc(n);
	leave();
	malloc(1);
}

static void first(int n)
{
	malloc(n);
	second(2 * n);
	malloc(1);
}

static int start(void)
{
	malloc(30);
	if (setjmp(out) == 0)
		first(100);
	return 7;
}

int main(int argc, char **argv)
{
	way = argc > 1 ? argv[1] : "return";
	return start();
}
