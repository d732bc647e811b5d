/* The table of harmless functions is found by bisection, so it must be in order; and what looks
 * harmless but allocates, calls back or does not return must not be in it. */
#include <string.h>

#include "options.h"
#include "unit.h"

#include "../../plugin/common/harmless.c"

static void table_is_sorted_without_repeats(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof harmless / sizeof *harmless; i++)
		assert_true(strcmp(harmless[i - 1], harmless[i]) < 0);
}

static void every_entry_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
		assert_true(mcc_function_is_harmless(harmless[i]));
	assert_true(mcc_function_is_harmless("__builtin_memcpy"));
}

static void what_is_not_harmless_is_not_in_it(void **state)
{
	static const char *const not [] = {"malloc",
					   "free",
					   "realloc",
					   "calloc",
					   "strdup",
					   "strndup",
					   "getline",
					   "qsort",
					   "bsearch",
					   "printf",
					   "puts",
					   "fopen",
					   "strcoll",
					   "wcscoll",
					   "strxfrm",
					   "setlocale",
					   "mbrtowc",
					   "localtime",
					   "gmtime",
					   "mktime",
					   "strftime",
					   "strerror",
					   "exit",
					   "abort",
					   "longjmp",
					   "setjmp",
					   "__stack_chk_fail",
					   "pthread_create",
					   "putenv",
					   "setenv",
					   "tzset",
					   "main",
					   "",
					   "mem",
					   "memcpyx",
					   "__builtin_",
					   "__builtin_malloc",
					   "_Znwm",
					   "__cxa_throw",
					   "dlopen",
					   "read",
					   "sleep",
					   "raise",
					   "signal",
					   "asprintf",
					   "scanf"};

	(void)state;
	for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
		assert_false(mcc_function_is_harmless(not [i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_is_sorted_without_repeats),
		cmocka_unit_test(every_entry_is_found),
		cmocka_unit_test(what_is_not_harmless_is_not_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
