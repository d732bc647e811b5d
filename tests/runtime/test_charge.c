/* test_charge.c - events go to the statement that is open, exact to the byte. */
#include "harness.h"

#ifdef PROGRAM
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "by_hand.h"

FUNCTION(build, 2);
FUNCTION(caller, 4);
FUNCTION(deep, 2);
static void *volatile keep[100];

static void build(int i)
{
	ENTER(build);
	STATEMENT(build, 1);
	keep[i] = malloc(100 + (size_t)i);
	STATEMENT(build, 2);
	keep[50] = malloc(1000);
	free(keep[50]);
	LEAVE(build);
}

static void caller(void)
{
	ENTER(caller);
	for (int i = 0; i < 10; i++) {
		STATEMENT(caller, 1);
		build(i);
	}
	STATEMENT(caller, 2);
	keep[0] = realloc(keep[0], 5000);
	STATEMENT(caller, 3);
	for (int i = 0; i < 4; i++)
		free(keep[i]);
	STATEMENT(caller, 4);
	LEAVE(caller);
}

/* Each level allocates 10, then recurses, and frees nothing. */
static void deep(int level)
{
	ENTER(deep);
	STATEMENT(deep, 1);
	keep[60] = malloc(10);
	if (level > 1) {
		STATEMENT(deep, 2);
		deep(level - 1);
	}
	LEAVE(deep);
}

/* All kinds, aligned as asked, none counted twice. */
static int kinds(void)
{
	void *block;

	ENTER(caller);
	STATEMENT(caller, 1);
	keep[1] = calloc(10, 10);
	keep[2] = memalign(4096, 100);
	keep[3] = aligned_alloc(64, 128);
	if (posix_memalign(&block, 256, 72) != 0)
		return 1;
	keep[4] = block;
	keep[5] = valloc(100);
	keep[6] = strdup("123456789");
	keep[7] = malloc(0);
	keep[8] = reallocarray(NULL, 10, 9);
	if ((uintptr_t)keep[2] % 4096 || (uintptr_t)keep[3] % 64 || (uintptr_t)keep[4] % 256 ||
	    (uintptr_t)keep[5] % 4096 || !keep[7])
		return 2;
	STATEMENT(caller, 2);
	for (int i = 1; i < 9; i++)
		free(keep[i]);
	LEAVE(caller);
	return 0;
}

/* Sizes with a slack of every kind come back as they were asked for. */
static int sizes(void)
{
	size_t sum = 0;

	ENTER(caller);
	for (size_t size = 0; size < 5000000; size = size * 5 / 4 + 1) {
		STATEMENT(caller, 1);
		char *block = malloc(size);

		memset(block, 0xff, malloc_usable_size(block));
		if (malloc_usable_size(block) < size)
			return 1;
		STATEMENT(caller, 2);
		block = realloc(block, size / 2 + 1);
		sum += size;
		STATEMENT(caller, 3);
		free(block);
	}
	LEAVE(caller);
	printf("%zu\n", sum);
	return 0;
}

static int errors(void)
{
	volatile size_t huge = PTRDIFF_MAX;

	ENTER(caller);
	STATEMENT(caller, 1);
	keep[0] = malloc(100);
	STATEMENT(caller, 2);
	if (malloc(huge + 1) || malloc(SIZE_MAX - huge + huge) || calloc(huge, 3) ||
	    realloc(keep[0], huge) || reallocarray(keep[0], huge, 4))
		return 1;
	if (posix_memalign((void **)&keep[1], 3, 10) == 0)
		return 2;
	if (realloc(keep[0], 0) != NULL)
		return 3;
	LEAVE(caller);
	return 0;
}

/* A statement whose calls stand in several blocks: variants go on with its interval. */
static void variants(void)
{
	ENTER(caller);
	STATEMENT(caller, 1);
	keep[0] = malloc(1000);
	VARIANT(1);
	free(keep[0]);
	VARIANT(2);
	keep[0] = malloc(10);
	STATEMENT(caller, 1);
	free(keep[0]);
	STATEMENT(caller, 2);
	LEAVE(caller);
}

int main(int argc, char **argv)
{
	const char *scenario = argc > 1 ? argv[1] : "";

	if (strcmp(scenario, "lines") == 0)
		caller();
	else if (strcmp(scenario, "recursion") == 0)
		deep(50000);
	else if (strcmp(scenario, "kinds") == 0)
		return kinds();
	else if (strcmp(scenario, "sizes") == 0)
		return sizes();
	else if (strcmp(scenario, "errors") == 0)
		return errors();
	else if (strcmp(scenario, "variants") == 0)
		variants();
	return 0;
}

#else

static struct run run;

static struct profile *only_profile(const char *scenario)
{
	run_program(&run, scenario, NULL);
	assert_int_equal(run.status, 0);
	assert_int_equal(run.count, 1);
	assert_int_equal(run.profiles[0].header->end, MEMPROF_END_EXIT);
	return &run.profiles[0];
}

static void bytes_stay_with_their_line(void **state)
{
	struct profile *p = only_profile("lines");
	struct figures f;

	(void)state;
	f = profile_figures(p, "build", 1);
	assert_int_equal(f.occurrences, 10);
	assert_int_equal(f.increment, 1045);
	assert_int_equal(f.allocs, 10);
	assert_int_equal(f.allocated, 1045);
	assert_int_equal(f.retained, 1045 - 100 - 101 - 102 - 103);
	assert_int_equal(f.peak, 109);
	f = profile_figures(p, "build", 2);
	assert_int_equal(f.increment, 0);
	assert_int_equal(f.peak, 1000);
	assert_int_equal(f.frees, 10);
	assert_int_equal(f.mem_max, 1045);
	f = profile_figures(p, "caller", 1);
	assert_int_equal(f.increment, 1045);
	assert_int_equal(f.allocs, 0);
	assert_int_equal(f.peak, 1109);
	assert_int_equal(f.intervals, 10);
	f = profile_figures(p, "caller", 2);
	assert_int_equal(f.increment, 4900);
	assert_int_equal(f.retained, 0);
	f = profile_figures(p, "caller", 3);
	assert_int_equal(f.increment, -5000 - 101 - 102 - 103);
	assert_int_equal(profile_figures(p, "caller", 0).increment, 1045 + 4900 - 5306);
	assert_laws(p, NULL);
	run_done(&run);
}

static void recursion_claims_no_byte_twice(void **state)
{
	struct profile *p = only_profile("recursion");

	(void)state;
	assert_int_equal(profile_figures(p, "deep", 0).occurrences, 50000);
	assert_int_equal(profile_figures(p, "deep", 1).increment, 500000);
	assert_int_equal(profile_figures(p, "deep", 2).increment, 499990);
	assert_int_equal(profile_figures(p, "deep", 0).increment, 500000);
	assert_laws(p, "deep");
	run_done(&run);
}

static void every_kind_counts_what_was_asked_for(void **state)
{
	struct profile *p = only_profile("kinds");
	struct figures f = profile_figures(p, "caller", 1);

	(void)state;
	assert_int_equal(f.allocs, 8);
	assert_int_equal(f.allocated, 100 + 100 + 128 + 72 + 100 + 10 + 0 + 90);
	assert_int_equal(f.retained, 0);
	f = profile_figures(p, "caller", 2);
	assert_int_equal(f.frees, 8);
	assert_int_equal(f.increment, -600);
	assert_laws(p, NULL);
	run_done(&run);
}

static void sizes_are_known_at_free(void **state)
{
	struct profile *p = only_profile("sizes");

	(void)state;
	assert_int_equal(profile_figures(p, "caller", 1).allocated, atoll(run.output));
	assert_int_equal(profile_figures(p, "caller", 0).increment, 0);
	assert_int_equal(profile_figures(p, "caller", 1).retained, 0);
	assert_laws(p, NULL);
	run_done(&run);
}

static void failures_change_nothing(void **state)
{
	struct profile *p = only_profile("errors");

	(void)state;
	assert_int_equal(profile_figures(p, "caller", 2).allocs, 0);
	assert_int_equal(profile_figures(p, "caller", 2).frees, 1);
	assert_int_equal(profile_figures(p, "caller", 2).increment, -100);
	assert_laws(p, NULL);
	run_done(&run);
}

static void variants_continue_the_interval(void **state)
{
	struct profile *p = only_profile("variants");
	struct figures f = profile_figures(p, "caller", 1);

	(void)state;
	assert_int_equal(f.occurrences, 2);
	assert_int_equal(f.intervals, 2);
	assert_int_equal(f.peak, 1000);
	assert_int_equal(f.increment, 0);
	run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_stay_with_their_line),
		cmocka_unit_test(recursion_claims_no_byte_twice),
		cmocka_unit_test(every_kind_counts_what_was_asked_for),
		cmocka_unit_test(sizes_are_known_at_free),
		cmocka_unit_test(failures_change_nothing),
		cmocka_unit_test(variants_continue_the_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
