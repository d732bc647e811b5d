/* option_table.c - the rules of the option table itself: sorted, unique, no entry out of reach; and
 * lookups that fall between entries. */
#include "options.h"
#include "language.h"
#include "list.h"
#include <stdio.h>
#include <string.h>

static int failures;

static void check(int right, const char *claim, const char *name)
{
	if (right)
		return;
	printf("FAILED: %s: %s\n", claim, name);
	failures++;
}

static void check_word(const char *word, const char *name)
{
	const struct option *found = option_find(word);

	check(name ? found && strcmp(found->name, name) == 0 : !found, "lookup", word);
}

static void check_entries(void)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];

		check(option->name[0] == '-' && option->name[1], "begins with -", option->name);
		if (option->takes & IS_PREFIX)
			check_word(text("%s/", option->name), option->name);
		check(option->takes || option->means, "says something", option->name);
		check(option_find(option->name) == option, "finds itself", option->name);
		if (i > 0)
			check(strcmp(option_table[i - 1].name, option->name) < 0, "sorted",
			      option->name);
	}
}

static void check_words(void)
{
	check_word("-Wl,-r", "-Wl,");
	check_word("-xc++", "-x");
	check_word("-lm", "-l");
	check_word("-print-file-name=x", "-print-");
	check_word("-fsanitize=address", "-fsanitize=");
	check_word("-Xarch_x86_64", "-Xarch_");
	check_word("-MD", NULL);
	check_word("-cx", NULL);
	check_word("-O2", NULL);
	check_word("-", NULL);
	check_word("", NULL);
	check_word("--", "--");
	check_word("---", NULL);
	check_word("-static-libgcc", NULL);
	check_word("-\377\377", NULL);
}

static void check_inputs(void)
{
	check(input_of_file("x.c") == INPUT_SERVED, "language", "x.c");
	check(input_of_file("x.h") == INPUT_HEADER, "language", "x.h");
	check(input_of_file("x.s") == INPUT_OTHER, "language", "x.s");
	check(input_of_file("x.o") == INPUT_LINK, "language", "x.o");
	check(input_of_file("a.c/x") == INPUT_LINK, "language", "a.c/x");
	check(input_of_file("") == INPUT_LINK, "language", "(empty)");
	check(input_of_file(".") == INPUT_LINK, "language", ".");
	check(input_of_language("c++") == INPUT_SERVED, "language", "c++");
	check(input_of_language("") == INPUT_OTHER, "language", "(none)");
}

int main(void)
{
	check_entries();
	check_words();
	check_inputs();
	return failures != 0;
}
