/* test_steps.c - the profile between any two instructions of an event, which is what a kill there
 * would leave.
 *
 * The program is stopped before an event and goes on instruction by instruction. After each one the
 * file is read as that of a killed run: every figure must be what it was before the event, or what
 * it is after it.
 */
#include "harness.h"

#define ROUNDS 40
#define EVENTS 6 /* in a round */
#define FUNCTIONS 9
#define STATEMENTS 2

#ifdef PROGRAM
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include "by_hand.h"

#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8)
#define DEFINE(n) FUNCTION(f##n, STATEMENTS);
EACH(DEFINE)

static void *volatile kept[4];
static int watched, event;

static void enter(int function, int k)
{
	switch (function) {
#define CASE(n)                                                                                    \
	case n:                                                                                    \
		ENTER(f##n);                                                                       \
		STATEMENT(f##n, k);                                                                \
		break;
		EACH(CASE)
	}
}

static void leave(int count)
{
	BY_HAND_TOP = BY_HAND_TOP - count;
}

/* The parent counts the instructions between the two stops. */
static void step(void)
{
	if (event == watched || event == watched + 1)
		raise(SIGSTOP);
	event++;
}

static void allocate(int at, size_t size)
{
	step();
	kept[at] = malloc(size);
}

static void release(int at)
{
	step();
	free(kept[at]);
}

/* Chains that begin anew, end, are cut at two places, and go on at their depth. */
static void round_(int n)
{
	for (int f = 1; f < 7; f++)
		enter(f, 1 + (n + f) % 11 / 10);
	allocate(0, 100);
	leave(3);
	for (int f = 7; f < 9; f++)
		enter(f, 1);
	allocate(1, 1000);
	STATEMENT(f8, 2);
	release(1);
	leave(4);
	enter(8, 1);
	release(0);
	leave(1);
	for (int f = 3; f < 8; f++)
		enter(f, 2);
	allocate(2, 10);
	leave(6);
	STATEMENT(f0, 2);
	release(2);
}

int main(int argc, char **argv)
{
	watched = argc > 1 ? atoi(argv[1]) : -1;
	enter(0, 1);
	for (int n = 0; n < ROUNDS; n++)
		round_(n);
	step();
	leave(1);
	return 0;
}

#else
#include <sys/mman.h>
#include <sys/ptrace.h>

static struct run run;
static struct figures before[FUNCTIONS][STATEMENTS + 1], after[FUNCTIONS][STATEMENTS + 1];
static int64_t live_before, live_after;
static int steps;
static bool wrong;

static void traced(void)
{
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int64_t look(pid_t pid, struct figures (*figures)[STATEMENTS + 1])
{
	struct profile profile;
	char path[300], name[8];
	int64_t live;

	snprintf(path, sizeof(path), "%s/%d.memprof", run.folder, (int)pid);
	profile_read(&profile, path);
	assert_laws(&profile, "");
	for (int f = 0; f < FUNCTIONS; f++)
		for (int k = 1; k <= STATEMENTS; k++) {
			snprintf(name, sizeof(name), "f%d", f);
			figures[f][k] = profile_figures(&profile, name, k);
		}
	live = profile_live(&profile);
	munmap(profile.bytes, profile.size);
	return live;
}

static bool go_on(pid_t pid, enum __ptrace_request how, int signal)
{
	int status;

	if (ptrace(how, pid, NULL, NULL) != 0 || waitpid(pid, &status, 0) != pid)
		return false;
	return WIFSTOPPED(status) && WSTOPSIG(status) == signal;
}

/* Figures at some step, whose second half is not known before the last one: all are kept. */
static struct {
	struct figures at[FUNCTIONS][STATEMENTS + 1];
	int64_t live;
} seen[4000];

static bool one_of(int64_t value, int64_t a, int64_t b)
{
	return value == a || value == b;
}

static bool is_right(const struct figures *f, const struct figures *a, const struct figures *b)
{
	return one_of(f->allocs, a->allocs, b->allocs) &&
	       one_of(f->allocated, a->allocated, b->allocated) &&
	       one_of(f->frees, a->frees, b->frees) && one_of(f->freed, a->freed, b->freed) &&
	       one_of(f->retained, a->retained, b->retained) &&
	       one_of(f->increment, a->increment, b->increment) &&
	       one_of(f->peak, a->peak, b->peak) && one_of(f->mem_max, a->mem_max, b->mem_max) &&
	       /* An interval whose end was just noted may be ended once more by the reader. */
	       f->intervals >= a->intervals && f->intervals <= b->intervals + 1;
}

static void follow(pid_t pid)
{
	int status;

	steps = 0;
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status) ||
	    !go_on(pid, PTRACE_CONT, SIGSTOP)) {
		steps = -1; /* tracing is not allowed here */
		ptrace(PTRACE_DETACH, pid, NULL, NULL);
		return;
	}
	live_before = look(pid, before);
	while (steps < 4000 && go_on(pid, PTRACE_SINGLESTEP, SIGTRAP)) {
		seen[steps].live = look(pid, seen[steps].at);
		steps++;
	}
	live_after = look(pid, after);
	for (int n = 0; n < steps; n++) {
		wrong |= !one_of(seen[n].live, live_before, live_after);
		for (int f = 0; f < FUNCTIONS; f++)
			for (int k = 1; k <= STATEMENTS; k++)
				wrong |= !is_right(&seen[n].at[f][k], &before[f][k], &after[f][k]);
	}
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
}

static void every_instruction_leaves_a_right_profile(void **state)
{
	const int rounds[] = {0, 1, 4, 20, 38};
	char scenario[16];

	(void)state;
	for (size_t r = 0; r < sizeof(rounds) / sizeof(rounds[0]); r++)
		for (int e = 0; e < EVENTS; e++) {
			snprintf(scenario, sizeof(scenario), "%d", rounds[r] * EVENTS + e);
			wrong = false;
			run_program_with(&run, scenario, NULL, traced, follow);
			if (steps < 0)
				skip();
			assert_int_equal(run.status, 0);
			assert_false(wrong);
			assert_true(steps > 50 && steps < 4000);
			run_done(&run);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_instruction_leaves_a_right_profile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
