/* coroutines.c - makecontext and swapcontext: each coroutine has a chain of frames of its own, whoever resumes
 * it, and one that is never resumed keeps its lines open to the end.
 *
 * flags: -pthread
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

enum { COROUTINES = 20, ROUNDS = 50, STACK = 65536 };

struct coroutine {
	ucontext_t own, caller;
	char *stack;
	int value, done;
};

static struct coroutine all[COROUTINES];
static void *volatile kept;
static long yields, deep_ends, resumed;

static void yield(struct coroutine *c, int value)
{
	c->value = value;
	yields++;
	swapcontext(&c->own, &c->caller); /* @yields */
}

static void walk(struct coroutine *c, int depth)
{
	void *p = malloc(16); /* @walks */

	if (depth) {
		walk(c, depth - 1); /* @descends */
		yield(c, depth);    /* @inside */
		walk(c, depth - 1);
	} else
		deep_ends++; /* @bottom */
	free(p);
}

static void run(int which)
{
	struct coroutine *c = &all[which];

	kept = malloc(7); /* @begins */
	walk(c, 1 + which % 4);
	kept = malloc(9); /* @ends */
	c->done = 1;
}

static void start(int which)
{
	struct coroutine *c = &all[which];

	getcontext(&c->own);
	c->own.uc_stack.ss_sp = c->stack = malloc(STACK);
	c->own.uc_stack.ss_size = STACK;
	c->own.uc_link = &c->caller;
	makecontext(&c->own, (void (*)(void))run, 1, which);
}

static void resume(int which)
{
	resumed++;
	swapcontext(&all[which].caller, &all[which].own); /* @resumes */
}

static void *from_elsewhere(void *which)
{
	resume(*(int *)which);
	return NULL;
}

int main(void)
{
	int ended = 0, which;
	pthread_t id;

	for (int i = 0; i < COROUTINES; i++)
		start(i);
	for (int round = 0; round < ROUNDS; round++)
		for (which = 0; which < COROUTINES; which++)
			if (!all[which].done) {
				if (which == 4 && round == 1) {
					/* Moves to another thread and back. */
					if (pthread_create(&id, NULL, from_elsewhere, &which))
						return 1;
					pthread_join(id, NULL);
				} else if (which != 7 || round < 3) /* 7 is left hanging */
					resume(which);
			}
	for (int i = 0; i < COROUTINES; i++)
		ended += all[i].done;
	printf("%d %ld\n", ended, deep_ends);
	printf("known yields occurrences=%ld\n", yields);
	printf("known inside occurrences=%ld\n", yields);
	printf("known bottom occurrences=%ld\n", deep_ends);
	printf("known begins occurrences=%d increment=%d\n", COROUTINES, 7 * COROUTINES);
	printf("known ends occurrences=%d increment=%d\n", ended, 9 * ended);
	printf("known resumes occurrences=%ld\n", resumed);
	return 0;
}
