/* test_metrics.c - what else may be measured: usable sizes, mapped memory, what the kernel says. */
#include "harness.h"

#ifdef PROGRAM
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "by_hand.h"

FUNCTION(maps, 8);
FUNCTION(rounds, 2);
static void *volatile keep[8];

#define PAGE 4096ul

static int maps(void)
{
	char *a, *b;

	ENTER(maps);
	STATEMENT(maps, 1);
	a = mmap(NULL, 10 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	STATEMENT(maps, 2);
	munmap(a + 2 * PAGE, 3 * PAGE);
	STATEMENT(maps, 3);
	b = mremap(a + 5 * PAGE, 5 * PAGE, 50 * PAGE, MREMAP_MAYMOVE);
	STATEMENT(maps, 4);
	munmap(b, 50 * PAGE);
	STATEMENT(maps, 5);
	if (mmap(a, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != a)
		return 1;
	STATEMENT(maps, 6);
	if (sbrk(3 * PAGE) == (void *)-1 || sbrk(-(intptr_t)PAGE) == (void *)-1)
		return 2;
	STATEMENT(maps, 7);
	keep[0] = malloc(100);
	STATEMENT(maps, 8);
	munmap(a, 2 * PAGE);
	LEAVE(maps);
	return 0;
}

static int usable(void)
{
	size_t sum = 0;

	ENTER(rounds);
	STATEMENT(rounds, 1);
	for (size_t i = 0; i < 8; i++) {
		keep[i] = malloc(1000 * i + 13 * i);
		sum += malloc_usable_size(keep[i]);
	}
	STATEMENT(rounds, 2);
	free(keep[0]);
	LEAVE(rounds);
	dprintf(1, "%zu\n", sum);
	return 0;
}

/* As in mode "calls": a call at each boundary. */
static void resident(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 20); /* else the second block would come to stay */
	for (int i = 0; i < 2; i++) {
		__memcc_call_enter(&rounds_function);
		__memcc_call_statement((uint64_t *)(uintptr_t)&rounds_counters[1],
				       BY_HAND_POINT(rounds, 1));
		keep[0] = malloc(20 << 20);
		memset(keep[0], 1, 20 << 20);
		__memcc_call_statement((uint64_t *)(uintptr_t)&rounds_counters[2],
				       BY_HAND_POINT(rounds, 2));
		free(keep[0]);
		__memcc_call_leave();
	}
}

int main(int argc, char **argv)
{
	const char *scenario = argc > 1 ? argv[1] : "";

	if (strcmp(scenario, "maps") == 0)
		return maps();
	if (strcmp(scenario, "usable") == 0)
		return usable();
	resident();
	return 0;
}

#else

static struct run run;

static int64_t increment(const char *function, int statement)
{
	return profile_figures(&run.profiles[0], function, statement).increment;
}

static void mapped_memory_is_followed_by_page(void **state)
{
	(void)state;
	run_program(&run, "maps", "metric=heap+map");
	assert_int_equal(run.status, 0);
	assert_int_equal(increment("maps", 1), 10 * 4096);
	assert_int_equal(increment("maps", 2), -3 * 4096);
	assert_int_equal(increment("maps", 3), 45 * 4096);
	assert_int_equal(increment("maps", 4), -50 * 4096);
	assert_int_equal(increment("maps", 5), 0);
	assert_int_equal(increment("maps", 6), 2 * 4096);
	assert_int_equal(increment("maps", 7), 100);
	assert_int_equal(increment("maps", 8), -2 * 4096);
	assert_int_equal(profile_figures(&run.profiles[0], "maps", 1).retained, 0);
	assert_laws(&run.profiles[0], NULL);
	run_done(&run);
}

static void heap_alone_does_not_see_maps(void **state)
{
	(void)state;
	run_program(&run, "maps", NULL);
	assert_int_equal(run.status, 0);
	assert_int_equal(increment("maps", 0), 100);
	run_done(&run);
}

static void usable_is_what_the_program_may_use(void **state)
{
	struct figures f;

	(void)state;
	run_program(&run, "usable", "metric=usable");
	assert_int_equal(run.status, 0);
	f = profile_figures(&run.profiles[0], "rounds", 1);
	assert_int_equal(f.allocated, atoll(run.output));
	assert_true(profile_figures(&run.profiles[0], "rounds", 2).increment <= -16);
	assert_laws(&run.profiles[0], NULL);
	run_done(&run);
}

static void the_kernels_word_at_each_boundary(void **state)
{
	static const char *const metrics[] = {"metric=rss", "metric=uss", "metric=pss"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct figures f;

		run_program(&run, "resident", metrics[i]);
		assert_int_equal(run.status, 0);
		f = profile_figures(&run.profiles[0], "rounds", 1);
		assert_int_equal(f.occurrences, 2);
		assert_true(f.increment > 39 << 20 && f.increment < 42 << 20);
		assert_true(f.mem_max > 20 << 20);
		assert_int_equal(f.allocated, 2 * (20 << 20));
		f = profile_figures(&run.profiles[0], "rounds", 2);
		assert_true(f.increment < -39 * (1 << 20) && f.increment > -42 * (1 << 20));
		run_done(&run);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mapped_memory_is_followed_by_page),
		cmocka_unit_test(heap_alone_does_not_see_maps),
		cmocka_unit_test(usable_is_what_the_program_may_use),
		cmocka_unit_test(the_kernels_word_at_each_boundary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
