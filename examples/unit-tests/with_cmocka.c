/* with_cmocka.c - scopes of <memprof.h> in cmocka: its own way to fail goes in MEMPROF_FAIL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#define MEMPROF_FAIL(text) fail_msg("%s", text)
#include <memprof.h>
#include "words.h"

static void one_block_whatever_the_number_of_words(void **state)
{
	struct memprof_scope scope;

	(void)state;
	memprof_scope_begin(&scope, MEMPROF_THIS_THREAD);
	char **words = words_split("so much for a text");
	memprof_scope_end(&scope);

	assert_string_equal(words[4], "text");
	MEMPROF_ASSERT_ALLOCS(&scope, 1);
	MEMPROF_ASSERT_ALLOCATED(&scope, 6 * sizeof(char *) + 19);
	free(words);
}

static void nothing_stays(void **state)
{
	struct memprof_scope scope;

	(void)state;
	memprof_scope_begin(&scope, MEMPROF_THIS_THREAD);
	for (int i = 0; i < 100; i++)
		free(words_split("a b c"));
	memprof_scope_end(&scope);

	MEMPROF_ASSERT_RETAINED(&scope, 0);
	MEMPROF_ASSERT_PEAK_AT_MOST(&scope, 4 * sizeof(char *) + 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_block_whatever_the_number_of_words),
		cmocka_unit_test(nothing_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
