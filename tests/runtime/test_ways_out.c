/* test_ways_out.c - however control leaves a statement, its bytes stay with it, and the profile is
 * whole: longjmp, exit, _exit, abort, threads, cancellation, fork, kill -9 at any instant. */
#include "harness.h"

#ifdef PROGRAM
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "by_hand.h"

FUNCTION(outer, 3);
FUNCTION(inner, 2);
FUNCTION(work, 4);
static void *volatile keep[64];
static jmp_buf target;
static sigjmp_buf signal_target;

static void inner(int how)
{
	ENTER(inner);
	STATEMENT(inner, 1);
	keep[0] = malloc(100);
	STATEMENT(inner, 2);
	keep[1] = malloc(10);
	if (how == 1)
		longjmp(target, 1);
	else if (how == 2)
		exit(7);
	else if (how == 3)
		_exit(8);
	else if (how == 4)
		abort();
	else if (how == 5)
		quick_exit(9);
	else if (how == 6)
		pthread_exit(NULL);
	else if (how == 7)
		for (;;)
			pause();
	LEAVE(inner);
}

static void outer(int how)
{
	ENTER(outer);
	STATEMENT(outer, 1);
	inner(how);
	STATEMENT(outer, 2);
	free(keep[0]);
	keep[0] = NULL;
	LEAVE(outer);
}

/* Not profiled itself: nobody relands but the hooks. */
static void jumps(void)
{
	for (volatile int i = 0; i < 100; i++)
		if (setjmp(target) == 0)
			outer(1);
	ENTER(work);
	STATEMENT(work, 1);
	keep[2] = malloc(1);
	LEAVE(work);
}

/* Profiled, relands as compiled code does. */
static void relands(void)
{
	uintptr_t *volatile record;

	ENTER(work);
	record = BY_HAND_TOP;
	STATEMENT(work, 1);
	if (setjmp(target) == 0) {
		STATEMENT(work, 2);
		outer(1);
	}
	__memcc_reland(record);
	STATEMENT(work, 3);
	keep[2] = malloc(1);
	LEAVE(work);
}

static void on_signal(int number)
{
	(void)number;
	siglongjmp(signal_target, 1);
}

static void signal_jumps(void)
{
	signal(SIGUSR1, on_signal);
	for (volatile int i = 0; i < 50; i++)
		if (sigsetjmp(signal_target, 1) == 0) {
			ENTER(work);
			STATEMENT(work, 1);
			keep[2] = malloc(3);
			raise(SIGUSR1);
			LEAVE(work);
		}
}

static void *thread(void *unused)
{
	(void)unused;
	ENTER(work);
	for (int i = 0; i < 1000; i++) {
		STATEMENT(work, 1);
		void *block = malloc(50);
		STATEMENT(work, 2);
		free(block);
	}
	STATEMENT(work, 3);
	LEAVE(work);
	return malloc(11);
}

static void threads(int count, int at_once)
{
	pthread_t ids[16];
	void *block;

	for (int done = 0; done < count; done += at_once) {
		for (int i = 0; i < at_once; i++)
			if (pthread_create(&ids[i], NULL, thread, NULL) != 0)
				exit(99);
		for (int i = 0; i < at_once; i++) {
			pthread_join(ids[i], &block);
			free(block);
		}
	}
}

static void *leave_by(void *how)
{
	outer((int)(intptr_t)how);
	return NULL;
}

static void thread_ends(int how)
{
	pthread_t id;

	pthread_create(&id, NULL, leave_by, (void *)(intptr_t)how);
	if (how == 7) {
		usleep(50000);
		pthread_cancel(id);
	}
	pthread_join(id, NULL);
}

static void *allocate(void *unused)
{
	(void)unused;
	ENTER(inner);
	STATEMENT(inner, 1);
	keep[3] = malloc(123);
	LEAVE(inner);
	return NULL;
}

static void freed_elsewhere(void)
{
	pthread_t id;

	pthread_create(&id, NULL, allocate, NULL);
	pthread_join(id, NULL);
	ENTER(outer);
	STATEMENT(outer, 2);
	free(keep[3]);
	LEAVE(outer);
}

static void forks(void)
{
	ENTER(outer);
	STATEMENT(outer, 1);
	keep[0] = malloc(1000);
	STATEMENT(outer, 2);
	pid_t child = fork();
	if (child == 0) {
		STATEMENT(outer, 3);
		free(keep[0]);
		keep[1] = malloc(77);
		LEAVE(outer);
		inner(0);
		exit(0);
	}
	dprintf(1, "%d\n", (int)child);
	waitpid(child, NULL, 0);
	STATEMENT(outer, 3);
	keep[2] = malloc(5);
	LEAVE(outer);
}

static void busy(void)
{
	for (unsigned i = 0;; i++) {
		ENTER(work);
		STATEMENT(work, 1);
		free(keep[i % 64]);
		STATEMENT(work, 2);
		keep[i % 64] = malloc(i % 500);
		STATEMENT(work, 3);
		outer(0);
		STATEMENT(work, 4);
		keep[i % 64] = realloc(keep[i % 64], i % 700 + 1);
		LEAVE(work);
	}
}

static void *busy_thread(void *unused)
{
	void *own[16] = {0};

	(void)unused;
	for (unsigned i = 0;; i++) {
		ENTER(inner);
		STATEMENT(inner, 1);
		free(own[i % 16]);
		STATEMENT(inner, 2);
		own[i % 16] = malloc(i % 300);
		LEAVE(inner);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const char *scenario = argc > 1 ? argv[1] : "";
	pthread_t id;

	if (strncmp(scenario, "leave", 5) == 0)
		outer(atoi(scenario + 5));
	else if (strncmp(scenario, "thread-leaves", 13) == 0)
		thread_ends(atoi(scenario + 13));
	else if (strcmp(scenario, "jumps") == 0)
		jumps();
	else if (strcmp(scenario, "relands") == 0)
		relands();
	else if (strcmp(scenario, "signal-jumps") == 0)
		signal_jumps();
	else if (strcmp(scenario, "one") == 0)
		threads(1, 1);
	else if (strcmp(scenario, "threads") == 0)
		threads(16, 16);
	else if (strcmp(scenario, "many-threads") == 0)
		threads(3000, 4);
	else if (strcmp(scenario, "freed-elsewhere") == 0)
		freed_elsewhere();
	else if (strcmp(scenario, "forks") == 0)
		forks();
	else if (strcmp(scenario, "busy") == 0) {
		pthread_create(&id, NULL, busy_thread, NULL);
		busy();
	}
	return 0;
}

#else

static struct run run;

static struct profile *one_profile(const char *scenario)
{
	run_program(&run, scenario, NULL);
	assert_int_equal(run.count, 1);
	return &run.profiles[0];
}

static void check_left(const struct profile *p, int64_t times)
{
	assert_int_equal(profile_figures(p, "inner", 1).increment, 100 * times);
	assert_int_equal(profile_figures(p, "inner", 2).increment, 10 * times);
	assert_int_equal(profile_figures(p, "inner", 2).abandoned, times);
	assert_int_equal(profile_figures(p, "outer", 1).increment, 110 * times);
	assert_int_equal(profile_figures(p, "outer", 1).abandoned, times);
	assert_int_equal(profile_figures(p, "outer", 0).occurrences, times);
	assert_laws(p, NULL);
}

static void exits_close_what_they_leave(void **state)
{
	static const struct {
		const char *scenario;
		int status;
		uint32_t end;
	} ways[] = {
		{"leave2", 7 << 8, MEMPROF_END_EXIT},
		{"leave3", 8 << 8, MEMPROF_END_QUICK},
		{"leave4", SIGABRT, MEMPROF_END_ABORT},
		{"leave5", 9 << 8, MEMPROF_END_QUICK},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct profile *p = one_profile(ways[i].scenario);

		assert_int_equal(run.status & ~0x80, ways[i].status);
		assert_int_equal(p->header->end, ways[i].end);
		check_left(p, 1);
		run_done(&run);
	}
}

static void longjmp_closes_what_it_leaves(void **state)
{
	struct profile *p = one_profile("jumps");

	(void)state;
	assert_int_equal(run.status, 0);
	check_left(p, 100);
	assert_int_equal(profile_figures(p, "work", 1).increment, 1);
	run_done(&run);
}

static void reland_closes_what_was_left(void **state)
{
	struct profile *p = one_profile("relands");

	(void)state;
	assert_int_equal(run.status, 0);
	check_left(p, 1);
	assert_int_equal(profile_figures(p, "work", 2).increment, 110);
	assert_int_equal(profile_figures(p, "work", 3).increment, 1);
	assert_int_equal(profile_figures(p, "work", 0).increment, 111);
	run_done(&run);
}

static void siglongjmp_out_of_a_handler(void **state)
{
	struct profile *p = one_profile("signal-jumps");

	(void)state;
	assert_int_equal(run.status, 0);
	assert_int_equal(profile_figures(p, "work", 1).increment, 150);
	assert_int_equal(profile_figures(p, "work", 1).abandoned, 50);
	assert_laws(p, NULL);
	run_done(&run);
}

static void threads_end_anyhow(void **state)
{
	static const char *const ways[] = {"thread-leaves6", "thread-leaves7"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct profile *p = one_profile(ways[i]);

		assert_int_equal(run.status, 0);
		assert_int_equal(profile_figures(p, "inner", 1).increment, 100);
		assert_int_equal(profile_figures(p, "inner", 2).abandoned, 1);
		assert_int_equal(profile_figures(p, "outer", 1).abandoned, 1);
		/* The C library may load its unwinder there. */
		assert_true(profile_figures(p, "outer", 1).increment >= 110);
		assert_laws(p, NULL);
		run_done(&run);
	}
}

static void threads_count_exactly(void **state)
{
	static const struct {
		const char *scenario;
		int64_t times;
		int areas;
	} runs[] = {{"one", 1, 2}, {"threads", 16, 17}, {"many-threads", 3000, 100}};

	(void)state;
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		struct profile *p = one_profile(runs[i].scenario);
		int64_t n = runs[i].times;

		assert_int_equal(run.status, 0);
		assert_int_equal(profile_figures(p, "work", 0).occurrences, n);
		assert_int_equal(profile_figures(p, "work", 1).occurrences, 1000 * n);
		assert_int_equal(profile_figures(p, "work", 1).increment, 50000 * n);
		assert_int_equal(profile_figures(p, "work", 2).increment, -50000 * n);
		assert_true(profile_threads(p) <= runs[i].areas);
		assert_laws(p, NULL);
		run_done(&run);
	}
}

static void a_block_freed_by_another_thread(void **state)
{
	struct profile *p = one_profile("freed-elsewhere");

	(void)state;
	assert_int_equal(profile_figures(p, "inner", 1).increment, 123);
	assert_int_equal(profile_figures(p, "inner", 1).retained, 0);
	assert_int_equal(profile_figures(p, "outer", 2).increment, -123);
	assert_laws(p, NULL);
	run_done(&run);
}

static void a_fork_child_has_its_own(void **state)
{
	struct profile *parent, *child;

	(void)state;
	run_program(&run, "forks", NULL);
	assert_int_equal(run.status, 0);
	assert_int_equal(run.count, 2);
	parent = run_profile(&run, run.pid);
	child = run_profile(&run, atoi(run.output));
	assert_true(parent && child);
	assert_int_equal(child->header->parent_pid, run.pid);
	assert_int_equal(parent->header->parent_pid, 0);
	assert_true(child->header->inherited >= 1000);
	assert_int_equal(profile_figures(parent, "outer", 0).increment, 1005);
	assert_int_equal(profile_figures(parent, "inner", 0).occurrences, 0);
	assert_int_equal(profile_figures(child, "outer", 0).increment, 77 - 1000);
	assert_int_equal(profile_figures(child, "outer", 1).occurrences, 0);
	assert_int_equal(profile_figures(child, "outer", 2).abandoned, -1);
	assert_int_equal(profile_figures(child, "outer", 3).increment, 77 - 1000);
	assert_int_equal(profile_figures(child, "inner", 0).increment, 110);
	assert_laws(parent, NULL);
	assert_int_equal(child->header->end, MEMPROF_END_EXIT);
	run_done(&run);
}

static useconds_t delay;

static void kill_soon(pid_t pid)
{
	usleep(delay);
	kill(pid, SIGKILL);
}

static void a_kill_at_any_instant_leaves_the_laws(void **state)
{
	int kept = 0;

	(void)state;
	srand(4711);
	/* On a busy machine many are killed before they have begun. */
	for (int i = 0; i < 60 || kept <= 30; i++) {
		assert_true(i < 600);
		delay = 3000 + (useconds_t)(rand() % (20000 + i * 200));
		run_program_with(&run, "busy", NULL, NULL, kill_soon);
		assert_int_equal(run.status, SIGKILL);
		if (run.count == 1 && profile_threads(&run.profiles[0]) > 0) {
			assert_int_equal(run.profiles[0].header->end, MEMPROF_END_NONE);
			assert_laws(&run.profiles[0], NULL);
			kept += profile_figures(&run.profiles[0], "work", 1).allocs +
					profile_figures(&run.profiles[0], "work", 2).allocs >
				0;
		}
		run_done(&run);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exits_close_what_they_leave),
		cmocka_unit_test(longjmp_closes_what_it_leaves),
		cmocka_unit_test(reland_closes_what_was_left),
		cmocka_unit_test(siglongjmp_out_of_a_handler),
		cmocka_unit_test(threads_end_anyhow),
		cmocka_unit_test(threads_count_exactly),
		cmocka_unit_test(a_block_freed_by_another_thread),
		cmocka_unit_test(a_fork_child_has_its_own),
		cmocka_unit_test(a_kill_at_any_instant_leaves_the_laws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
