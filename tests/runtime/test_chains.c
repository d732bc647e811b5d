/* test_chains.c - chains of calls that come, come again, and are left in the middle.
 *
 * The program walks about on the shadow stack, each walk many times over, so that whatever the
 * runtime remembers of a chain is used, and is wrong next time. Beside it goes a model that closes
 * and opens each interval at its boundary, one by one; what that has counted, the profile must say.
 */
#include "harness.h"

#define DEPTH 16
#define STATEMENTS 3

#ifdef PROGRAM
#include <memprof.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include "by_hand.h"

/* An activation's function follows from its depth; every fifth is one that is open already. */
#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define DEFINE(n) FUNCTION(f##n, STATEMENTS);
#define FUNCTIONS 12
EACH(DEFINE)

struct figures {
	int64_t allocs, frees, intervals, peak, mem_max;
};

static struct activation {
	int function, statement;
	bool open;
	int64_t base, high;
} stack[DEPTH];
static int depth;
static int64_t live;
static struct figures figures[FUNCTIONS][STATEMENTS + 1];
static void *blocks[64];
static size_t sizes[64];
static unsigned seed;

static unsigned below(unsigned limit)
{
	seed = seed * 1103515245u + 12345;
	return seed / 65536 % limit;
}

static int function_at(int d)
{
	return d % 5 == 4 ? (d - 4) % FUNCTIONS : d % FUNCTIONS;
}

static void push(int function)
{
	switch (function) {
#define CASE(n)                                                                                    \
	case n:                                                                                    \
		ENTER(f##n);                                                                       \
		break;
		EACH(CASE)
	}
}

static void point(int function, int k)
{
	switch (function) {
#undef CASE
#define CASE(n)                                                                                    \
	case n:                                                                                    \
		STATEMENT(f##n, k);                                                                \
		break;
		EACH(CASE)
	}
}

static void close_interval(const struct activation *a)
{
	struct figures *f = &figures[a->function][a->statement];

	if (!a->open)
		return;
	f->intervals++;
	if (a->high - a->base > f->peak)
		f->peak = a->high - a->base;
	if (live > f->mem_max)
		f->mem_max = live;
}

static void announce(int k)
{
	struct activation *a = &stack[depth - 1];

	close_interval(a);
	a->statement = k;
	a->open = false;
	point(a->function, k);
}

static void enter(int k)
{
	stack[depth] = (struct activation){.function = function_at(depth)};
	push(stack[depth++].function);
	announce(k);
}

static void leave(void)
{
	close_interval(&stack[--depth]);
	BY_HAND_TOP = BY_HAND_TOP - 1;
}

static void event(unsigned at, size_t size)
{
	struct activation *top = &stack[depth - 1];
	struct figures *f = &figures[top->function][top->statement];

	for (struct activation *a = stack; a < stack + depth; a++)
		if (!a->open) {
			a->open = true;
			a->base = a->high = live;
		}
	if (blocks[at]) {
		free(blocks[at]);
		blocks[at] = NULL;
		f->frees++;
		live -= (int64_t)sizes[at];
		return;
	}
	blocks[at] = malloc(size);
	sizes[at] = size;
	f->allocs++;
	live += (int64_t)size;
	for (struct activation *a = stack; a < stack + depth; a++)
		if (live > a->high)
			a->high = live;
}

/* What a walk does follows from its seed. It begins and ends at depth 1. */
static void walk(unsigned from)
{
	seed = from;
	for (unsigned steps = 3 + below(10); steps > 0; steps--) {
		int to = 1 + (int)below(DEPTH);

		if (below(4) == 0)
			announce(1 + (int)below(STATEMENTS));
		while (depth > to)
			leave();
		while (depth < to)
			enter(below(8) ? 1 : 1 + (int)below(STATEMENTS));
		event(below(64), below(100));
		if (below(3) == 0)
			announce(1 + (int)below(STATEMENTS));
		if (below(3) == 0)
			event(below(64), below(1000));
	}
	while (depth > 1)
		leave();
}

int main(int argc, char **argv)
{
	unsigned first = argc > 1 ? (unsigned)atoi(argv[1]) : 0, other;

	live = memprof_process_live_bytes();
	enter(1);
	for (unsigned n = 0; n < 60; n++) {
		for (int times = 0; times < 30; times++)
			walk(first + n);
		for (int times = 0; times < 40; times++) {
			other = first + n / 2 + (unsigned)times % 3;
			walk(other);
		}
	}
	leave();
	for (int f = 0; f < FUNCTIONS; f++)
		for (int k = 1; k <= STATEMENTS; k++)
			dprintf(1, "f%d %d %ld %ld %ld %ld %ld\n", f, k, (long)figures[f][k].allocs,
				(long)figures[f][k].frees, (long)figures[f][k].intervals,
				(long)figures[f][k].peak, (long)figures[f][k].mem_max);
	return 0;
}

#else

static void every_interval_is_as_in_the_model(void **state)
{
	static struct run run;
	char scenario[16], name[16];
	long allocs, frees, intervals, peak, mem_max, events = 0;
	int k, used;

	(void)state;
	for (int first = 0; first < 1000; first += 100) {
		snprintf(scenario, sizeof(scenario), "%d", first);
		run_program(&run, scenario, NULL);
		assert_int_equal(run.status, 0);
		assert_int_equal(run.count, 1);
		for (const char *line = run.output;
		     sscanf(line, "%15s %d %ld %ld %ld %ld %ld %n", name, &k, &allocs, &frees,
			    &intervals, &peak, &mem_max, &used) == 7;
		     line += used) {
			struct figures f = profile_figures(&run.profiles[0], name, k);

			assert_int_equal(f.allocs, allocs);
			assert_int_equal(f.frees, frees);
			assert_int_equal(f.intervals, intervals);
			assert_int_equal(f.peak, peak);
			assert_int_equal(f.mem_max, mem_max);
			events += allocs + frees;
		}
		assert_int_equal(run.profiles[0].header->lost_slots, 0);
		run_done(&run);
	}
	assert_true(events > 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_interval_is_as_in_the_model),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
