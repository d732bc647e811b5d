/* with_check.c - scopes of <memprof.h> in Check, which runs each test in a child of its own. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#define MEMPROF_FAIL(text) ck_abort_msg("%s", text)
#include <memprof.h>
#include "words.h"

START_TEST(one_block_whatever_the_number_of_words)
{
	struct memprof_scope scope;

	memprof_scope_begin(&scope, MEMPROF_THIS_THREAD);
	char **words = words_split("so much for a text");
	memprof_scope_end(&scope);

	ck_assert_str_eq(words[4], "text");
	MEMPROF_ASSERT_ALLOCS(&scope, 1);
	MEMPROF_ASSERT_ALLOCATED(&scope, 6 * sizeof(char *) + 19);
	free(words);
}
END_TEST

START_TEST(nothing_stays)
{
	struct memprof_scope scope;

	memprof_scope_begin(&scope, MEMPROF_WHOLE_PROCESS);
	for (int i = 0; i < 100; i++)
		free(words_split("a b c"));
	memprof_scope_end(&scope);

	MEMPROF_ASSERT_RETAINED(&scope, 0);
	MEMPROF_ASSERT_PEAK_AT_MOST(&scope, 4 * sizeof(char *) + 6);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("words");
	TCase *memory = tcase_create("memory");

	tcase_add_test(memory, one_block_whatever_the_number_of_words);
	tcase_add_test(memory, nothing_stays);
	suite_add_tcase(suite, memory);

	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
