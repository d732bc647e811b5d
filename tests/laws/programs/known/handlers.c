/* handlers.c - signal handlers that run profiled code, at any moment: most of them find the program inside
 * malloc or free. And handlers that jump out of a crash, on a stack of their own. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

enum { TICKS = 400 };
static volatile long ticks, helped, allocated, crashes;
static sigjmp_buf back;

static void help(int n)
{
	if (n)
		help(n - 1); /* @helps */
	else
		helped++; /* @helped */
}

static void on_alarm(int number)
{
	ticks++; /* @ticks */
	help(number > 0 ? 3 : 0);
}

static void on_crash(int number)
{
	crashes++; /* @crashes */
	help(0);
	siglongjmp(back, number); /* @jumps */
}

static void *make(int n)
{
	allocated++;
	return malloc(n); /* @made */
}

static void crash(void)
{
	void *p = make(40);

	*(volatile int *)0 = 1;
	free(p);
}

int main(void)
{
	static char other[65536];
	stack_t stack = {.ss_sp = other, .ss_size = sizeof other};
	struct sigaction on_segv = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
	struct sigaction on_tick = {.sa_handler = on_alarm, .sa_flags = SA_RESTART | SA_ONSTACK};
	struct itimerval often = {{0, 200}, {0, 200}}, never = {{0, 0}, {0, 0}};
	void *list[64] = {0};

	sigaltstack(&stack, NULL);
	sigaction(SIGSEGV, &on_segv, NULL);
	sigaction(SIGALRM, &on_tick, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (long i = 0; ticks < TICKS; i++) {
		free(list[i % 64]);
		list[i % 64] = make(i % 300);
	}
	setitimer(ITIMER_REAL, &never, NULL);
	for (volatile int i = 0; i < 5; i++)
		if (!sigsetjmp(back, 1))
			crash();
	printf("%ld\n", crashes);
	printf("known ticks occurrences=%ld\n", ticks);
	printf("known helps occurrences=%ld\n", 3 * ticks);
	printf("known helped occurrences=%ld\n", helped);
	printf("known crashes occurrences=5\n");
	printf("known jumps occurrences=5\n");
	printf("known made occurrences=%ld allocs=%ld\n", allocated, allocated);
	return 0;
}
