/* test_contexts.c - coroutines made by makecontext keep a shadow stack each. */
#include "harness.h"

#ifdef PROGRAM
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>
#include "by_hand.h"

FUNCTION(generate, 2);
FUNCTION(drive, 2);
static ucontext_t main_context, coroutine;
static char stack[65536];
static void *volatile keep;
static int sum;

static void generate(int from, int to)
{
	ENTER(generate);
	for (int i = from; i < to; i++) {
		STATEMENT(generate, 1);
		keep = malloc(10);
		sum += i;
		STATEMENT(generate, 2);
		swapcontext(&coroutine, &main_context);
	}
	LEAVE(generate);
}

static void nested(int depth)
{
	ENTER(generate);
	STATEMENT(generate, 2);
	if (depth > 0)
		nested(depth - 1);
	else
		generate(0, 1000000);
	LEAVE(generate);
}

/* Parent and child both go on with a coroutine that is twenty activations deep. */
static int forked(void)
{
	int status = 0;

	getcontext(&coroutine);
	coroutine.uc_stack.ss_sp = stack;
	coroutine.uc_stack.ss_size = sizeof(stack);
	coroutine.uc_link = &main_context;
	makecontext(&coroutine, (void (*)(void))nested, 1, 20);
	for (int i = 0; i < 3; i++)
		swapcontext(&main_context, &coroutine);
	pid_t child = fork();

	for (int i = 0; i < 4; i++)
		swapcontext(&main_context, &coroutine);
	if (child > 0 && (waitpid(child, &status, 0) != child || status != 21 << 8))
		return 1;
	return sum;
}

/* The last of three is left in the middle. */
int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "fork") == 0)
		return forked();
	ENTER(drive);
	for (int round = 0; round < 3; round++) {
		getcontext(&coroutine);
		coroutine.uc_stack.ss_sp = stack;
		coroutine.uc_stack.ss_size = sizeof(stack);
		coroutine.uc_link = &main_context;
		makecontext(&coroutine, (void (*)(void))generate, 2, 0, 5);
		for (int i = 0; i < (round == 2 ? 2 : 6); i++) {
			STATEMENT(drive, 1);
			swapcontext(&main_context, &coroutine);
			STATEMENT(drive, 2);
			keep = malloc(1);
		}
	}
	LEAVE(drive);
	return sum;
}

#else

static struct run run;

static void bytes_stay_with_their_coroutine(void **state)
{
	struct profile *p;
	struct figures f;

	(void)state;
	run_program(&run, "", NULL);
	assert_int_equal(run.status, (10 + 10 + 1) << 8);
	assert_int_equal(run.count, 1);
	p = &run.profiles[0];
	assert_int_equal(profile_threads(p), 2);
	f = profile_figures(p, "generate", 1);
	assert_int_equal(f.occurrences, 12);
	assert_int_equal(f.increment, 120);
	assert_int_equal(profile_figures(p, "generate", 2).increment, 0);
	assert_int_equal(profile_figures(p, "generate", 2).abandoned, 1);
	f = profile_figures(p, "drive", 2);
	assert_int_equal(f.occurrences, 14);
	assert_int_equal(f.increment, 14);
	assert_int_equal(profile_figures(p, "drive", 1).increment, 0);
	assert_laws(p, NULL);
	run_done(&run);
}

static void a_fork_takes_coroutines_along(void **state)
{
	(void)state;
	run_program(&run, "fork", NULL);
	assert_int_equal(run.status, 21 << 8);
	assert_int_equal(run.count, 2);
	for (int i = 0; i < 2; i++) {
		struct profile *p = &run.profiles[i];
		bool parent = p->header->parent_pid == 0;

		assert_int_equal(profile_threads(p), 2);
		assert_int_equal(profile_figures(p, "generate", 1).increment, parent ? 70 : 40);
		assert_int_equal(profile_figures(p, "generate", 1).occurrences, parent ? 7 : 4);
		assert_int_equal(profile_figures(p, "generate", 2).abandoned, parent ? 22 : 0);
		assert_laws(p, "generate");
	}
	run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fork_takes_coroutines_along),
		cmocka_unit_test(bytes_stay_with_their_coroutine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
