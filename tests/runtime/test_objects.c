/* test_objects.c - instrumented shared objects: opened, closed and opened again, in a profiled
 * program and in a plain one with the runtime preloaded; one runtime, however many carry it. */
#include "harness.h"

#ifdef PROGRAM
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#ifndef PLAIN
#include "by_hand.h"
FUNCTION(host, 2);
#else
#define ENTER(name)
#define STATEMENT(name, k)
#define LEAVE(name)
#endif

/* Opens it three times; what it allocated is freed after it is gone. */
int main(void)
{
	for (int i = 0; i < 3; i++) {
		void *handle = dlopen(OBJECT, RTLD_NOW | RTLD_LOCAL);

		if (!handle) {
			fputs(dlerror(), stderr);
			return 1;
		}
		ENTER(host);
		STATEMENT(host, 1);
		((void (*)(void))dlsym(handle, "run_object"))();
		void *kept = ((void *(*)(void))dlsym(handle, "object_kept"))();

		LEAVE(host);
		dlclose(handle);
		ENTER(host);
		STATEMENT(host, 2);
		if (i > 0)
			free(kept);
		LEAVE(host);
	}
	return 3;
}

#else

static struct run run;

static void an_object_is_profiled_each_time_it_is_open(void **state)
{
	struct figures f;

	(void)state;
	run_program(&run, "", NULL);
	assert_string_equal(run.output, "");
	assert_int_equal(run.status, 3 << 8);
	assert_int_equal(run.count, 1);
	f = profile_figures(&run.profiles[0], "object", 1);
	assert_int_equal(f.occurrences, 3);
	assert_int_equal(f.increment, 300);
	assert_int_equal(f.retained, 0);
	f = profile_figures(&run.profiles[0], "object", 2);
	assert_int_equal(f.occurrences, 3);
	assert_int_equal(f.increment, -300 + 90);
	assert_int_equal(f.retained, 30);
	assert_int_equal(profile_threads(&run.profiles[0]), 1);
	assert_laws(&run.profiles[0], NULL);
	run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_object_is_profiled_each_time_it_is_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
