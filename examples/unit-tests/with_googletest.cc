/* with_googletest.cc - scopes of <memprof.h> in GoogleTest, for C and for C++'s containers. */
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <vector>
#define MEMPROF_FAIL(text) ADD_FAILURE() << (text)
#include <memprof.h>
#include "words.h"

TEST(Words, OneBlockWhateverTheNumberOfWords)
{
	struct memprof_scope scope;

	memprof_scope_begin(&scope, MEMPROF_THIS_THREAD);
	char **words = words_split("so much for a text");
	memprof_scope_end(&scope);

	EXPECT_STREQ(words[4], "text");
	MEMPROF_ASSERT_ALLOCS(&scope, 1);
	MEMPROF_ASSERT_ALLOCATED(&scope, 6 * sizeof(char *) + 19);
	free(words);
}

TEST(Words, ReservedVectorDoesNotGrow)
{
	struct memprof_scope scope;
	std::vector<long> lengths;

	lengths.reserve(100);
	memprof_scope_begin(&scope, MEMPROF_THIS_THREAD);
	for (long i = 0; i < 100; i++)
		lengths.push_back(i);
	memprof_scope_end(&scope);

	EXPECT_EQ(lengths.size(), 100u);
	MEMPROF_ASSERT_ALLOCS(&scope, 0);
}

int main(int argc, char **argv)
{
	testing::InitGoogleTest(&argc, argv);
	return RUN_ALL_TESTS();
}
