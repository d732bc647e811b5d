/* manners.c - prints what a guest in the process could have disturbed: descriptors, signals, errno,
 * environment, stack, alignment, the allocator's promises, fork. Everything goes to stdout and must
 * be the same with and without a profiler. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void descriptors(void)
{
	int open_ones = 0;

	for (int i = 0; i < 256; i++)
		open_ones += fcntl(i, F_GETFD) >= 0;
	printf("descriptors %d, next %d\n", open_ones, open("/dev/null", O_RDONLY));
}

static void signals(void)
{
	sigset_t mask;
	struct sigaction action;
	int blocked = 0, handled = 0;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	for (int i = 1; i < 65; i++) {
		blocked += sigismember(&mask, i) == 1;
		if (sigaction(i, NULL, &action) == 0)
			handled += action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN;
	}
	printf("signals blocked %d, handled %d\n", blocked, handled);
}

static void allocator(void)
{
	void *p;
	char *q;
	int bad = 0;

	errno = 77;
	for (size_t size = 0; size < 2000; size += 7) {
		p = malloc(size);
		bad += !p || (uintptr_t)p % 16 || malloc_usable_size(p) < size;
		memset(p, 1, malloc_usable_size(p));
		p = realloc(p, size + 100);
		for (size_t i = 0; i < size; i++)
			bad += ((char *)p)[i] != 1;
		free(p);
	}
	for (size_t align = 8; align <= 1 << 16; align *= 2) {
		bad += posix_memalign(&p, align, 100) || (uintptr_t)p % align;
		free(p);
		q = calloc(align, 3);
		for (size_t i = 0; i < 3 * align; i++)
			bad += q[i] != 0;
		free(q);
	}
	printf("allocator bad %d, errno %d\n", bad, errno);
	errno = 0;
	p = malloc(PTRDIFF_MAX);
	printf("too much: %s, errno %d\n", p ? "a block" : "none", errno);
	printf("zero: %s, %s\n", malloc(0) ? "a block" : "none",
	       realloc(malloc(5), 0) ? "a block" : "none");
}

static void *thread(void *argument)
{
	errno = 5;
	free(malloc(100));
	return errno == 5 ? argument : NULL;
}

static void processes(void)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		free(malloc(10));
		_exit(23);
	}
	waitpid(child, &status, 0);
	printf("child %d\n", WEXITSTATUS(status));
	printf("system %d\n", WEXITSTATUS(system("exit 3")));
	child = wait(NULL);
	printf("spare children %d, errno %d\n", (int)child, errno);
}

static int recursion(int n)
{
	return n ? 1 + recursion(n - 1) : 0;
}

int main(int argc, char **argv)
{
	pthread_t id;
	void *result;

	printf("arguments %d %s, PATH %s\n", argc, argc > 1 ? argv[1] : "",
	       getenv("PATH") ? "set" : "unset");
	printf("preload %s\n", getenv("LD_PRELOAD") ? "set" : "unset");
	descriptors();
	signals();
	allocator();
	pthread_create(&id, NULL, thread, argv);
	pthread_join(id, &result);
	printf("thread %d\n", result == argv);
	processes();
	printf("recursion %d, pow %.3f\n", recursion(20000), pow(argc, 0.5));
	fputs("on stderr\n", stderr);
	return 42;
}
