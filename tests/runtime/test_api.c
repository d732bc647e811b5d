/* test_api.c - memprof.h from inside a profiled program; the program checks most of it itself and
 * exits with the number of the first line that fails. */
#include "harness.h"

#ifdef PROGRAM
#define __MEMCC__ 1
#include <memprof.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "by_hand.h"

FUNCTION(work, 4);
FUNCTION(handler, 1);
static void *volatile keep[4];
static char arena[1000];
static int failed;
static pthread_key_t key;

#define CHECK(claim)                                                                               \
	do {                                                                                       \
		if (!(claim) && !failed) {                                                         \
			failed = __LINE__;                                                         \
			dprintf(1, "line %d: " #claim "\n", __LINE__);                             \
		}                                                                                  \
	} while (0)

static void scopes(void)
{
	struct memprof_scope all, outer, inner;

	keep[0] = malloc(5000);
	free(keep[0]);
	memprof_scope_begin(&all, MEMPROF_WHOLE_PROCESS);
	memprof_scope_begin(&outer, MEMPROF_THIS_THREAD);
	keep[0] = malloc(100);
	memprof_scope_begin(&inner, MEMPROF_THIS_THREAD);
	keep[1] = malloc(1000);
	free(keep[1]);
	keep[1] = malloc(10);
	memprof_scope_end(&inner);
	free(keep[0]);
	memprof_scope_end(&outer);
	memprof_scope_end(&all);
	CHECK(inner.allocs == 2 && inner.allocated == 1010 && inner.frees == 1);
	CHECK(inner.freed == 1000 && inner.retained == 10 && inner.peak == 1000);
	CHECK(outer.allocs == 3 && outer.allocated == 1110 && outer.frees == 2);
	CHECK(outer.freed == 1100 && outer.retained == 10 && outer.peak == 1100);
	CHECK(all.allocated == 1110 && all.retained == 10 && all.peak == 1100);
}

static void pools(void)
{
	int64_t before = memprof_thread_live_bytes();

	CHECK(memprof_block_alloc(arena, 50) == 0);
	CHECK(memprof_block_alloc(arena, 60) == -1);
	CHECK(memprof_block_alloc(arena + 50, 70) == 0);
	CHECK(memprof_thread_live_bytes() - before == 120);
	CHECK(memprof_block_free(arena) == 0);
	CHECK(memprof_block_free(arena) == -1);
	CHECK(memprof_thread_live_bytes() - before == 70);
	keep[2] = malloc(1 << 20);
	CHECK(memprof_pool(keep[2]) == 0);
	CHECK(memprof_thread_live_bytes() - before == 70);
	for (int i = 0; i < 5000; i++)
		CHECK(memprof_block_alloc((char *)keep[2] + 16 * i, 16) == 0);
	CHECK(memprof_thread_live_bytes() - before == 70 + 80000);
	for (int i = 0; i < 5000; i++)
		CHECK(memprof_block_free((char *)keep[2] + 16 * i) == 0);
	free(keep[2]);
	CHECK(memprof_thread_live_bytes() - before == 70);
	CHECK(memprof_process_live_bytes() == memprof_thread_live_bytes());
}

static void on_signal(int number)
{
	ENTER(handler);
	STATEMENT(handler, 1);
	free(malloc((size_t)number));
	LEAVE(handler);
}

static void at_thread_end(void *block)
{
	ENTER(handler);
	STATEMENT(handler, 1);
	free(block);
	keep[3] = malloc(9);
	LEAVE(handler);
}

static void *thread(void *unused)
{
	ENTER(work);
	STATEMENT(work, 4);
	pthread_setspecific(key, malloc(40));
	LEAVE(work);
	return unused;
}

static void early(void) __attribute__((constructor));
static void early(void)
{
	ENTER(handler);
	STATEMENT(handler, 1);
	free(malloc(1));
	LEAVE(handler);
}

static void late(void)
{
	early();
}

int main(void)
{
	struct memprof_line_figures line;
	pthread_t id;

	atexit(late);
	ENTER(work);
	STATEMENT(work, 1);
	scopes();
	STATEMENT(work, 2);
	memprof_pause();
	memprof_pause();
	keep[0] = malloc(777);
	memprof_resume();
	free(malloc(23));
	memprof_resume();
	memprof_resume();
	STATEMENT(work, 3);
	pools();
	CHECK(memprof_mark("half way") == 0 && memprof_mark("a name of more than thirty-nine bytes "
							    "is cut to fit") == 0);
	CHECK(memprof_flush() == 0);
	CHECK(memprof_line("nowhere.c", 1, &line) == -1 && line.allocs == 0);
	LEAVE(work);
	signal(SIGUSR1, on_signal);
	for (int i = 0; i < 1000; i++)
		raise(SIGUSR1);
	pthread_key_create(&key, at_thread_end);
	pthread_create(&id, NULL, thread, NULL);
	pthread_join(id, NULL);
	return failed != 0;
}

#else

static struct run run;

static void the_program_finds_what_it_did(void **state)
{
	struct profile *p;

	(void)state;
	run_program(&run, "", NULL);
	assert_string_equal(run.output, "");
	assert_int_equal(run.status, 0);
	p = &run.profiles[0];
	assert_int_equal(profile_figures(p, "work", 1).increment, 10);
	assert_int_equal(profile_figures(p, "work", 2).increment, 0);
	assert_int_equal(profile_outside(p).allocated >= 800, 1);
	assert_int_equal(profile_figures(p, "work", 3).increment, 70);
	assert_int_equal(profile_figures(p, "work", 4).increment, 40);
	assert_int_equal(profile_figures(p, "work", 4).retained, 0);
	/* In signal handlers, before main, after exit, in destructors of thread-local data. */
	assert_int_equal(profile_figures(p, "handler", 0).occurrences, 1000 + 2 + 1);
	assert_int_equal(profile_figures(p, "handler", 1).increment, 9 - 40);
	assert_int_equal(p->header->reentered, 0);
	assert_laws(p, NULL);
	run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_program_finds_what_it_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
