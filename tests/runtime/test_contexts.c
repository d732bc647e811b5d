/* test_contexts.c - coroutines made by makecontext keep a shadow stack each. */
#include "harness.h"

#ifdef PROGRAM
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
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

/* The last of three is left in the middle. */
int main(void)
{
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_stay_with_their_coroutine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
