/* Options and the choice of functions. Rules pile up over a process, so each case runs in a child
 * of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "options.h"
#include "unit.h"

static bool chosen(const char *name)
{
	return mcc_select(MCC_MARK_NONE, &(struct mcc_names){.bare = name}, "src/a.c");
}

static bool select_in(const char *file, enum mcc_mark mark, const char *name)
{
	return mcc_select(mark, &(struct mcc_names){name, name, name, NULL}, file);
}

/* Writes the text to a list file and gives it to the options. */
static const char *list(const char *text, size_t size)
{
	static char path[32];
	const char *wrong;
	int fd;

	strcpy(path, "/tmp/memcc-list-XXXXXX");
	fd = mkstemp(path);
	if (fd < 0 || write(fd, text, size) != (ssize_t)size)
		abort();
	close(fd);
	wrong = mcc_options_set("list", path);
	unlink(path);
	return wrong;
}
#define LIST(text) list(text, sizeof(text) - 1)

#define EXPECT(condition)                                                                          \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%d: not so: %s\n", __LINE__, #condition);                 \
			_exit(1);                                                                  \
		}                                                                                  \
	} while (0)

static void in_child(void (*body)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		body();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void nothing_by_default(void)
{
	EXPECT(mcc_select_by_attribute_only());
	EXPECT(!chosen("main"));
	EXPECT(select_in("a.c", MCC_MARK_PROFILE, "f"));
}

static void globs_are_exact(void)
{
	EXPECT(!mcc_options_set("functions", "alpha, *_init,b?d,[xy]z,ns::*"));
	EXPECT(!mcc_select_by_attribute_only());
	EXPECT(chosen("alpha") && !chosen("alphabet") && !chosen("alph"));
	EXPECT(chosen("a_init") && chosen("_init") && !chosen("a_init2"));
	EXPECT(chosen("bad") && !chosen("baad") && !chosen("bd"));
	EXPECT(chosen("xz") && chosen("yz") && !chosen("zz"));
	EXPECT(!chosen("") && !chosen("ALPHA"));
	EXPECT(!mcc_options_set("functions", "_ZN3sym*,old<?>::f"));
	for (size_t form = 0; form < 4; form++) {
		static const char *const right[] = {"alpha", "ns::f", "_ZN3sym1fEv", "old<T>::f"};
		const char *name[] = {"f", "nt::f", "_ZN2nt1fEv", "nt<T>::f"};

		EXPECT(!mcc_select(MCC_MARK_NONE,
				   &(struct mcc_names){name[0], name[1], name[2], name[3]}, "a.cc"));
		name[form] = right[form];
		EXPECT(mcc_select(MCC_MARK_NONE,
				  &(struct mcc_names){name[0], name[1], name[2], name[3]}, "a.cc"));
	}
}

static void later_lines_win(void)
{
	EXPECT(!LIST("# a comment\n\n  fun:lib_*   # all of it\r\n!fun:lib_log*\nfun:lib_logical\n"
		     "src:*/gen.c\n! src:x/gen.c"));
	EXPECT(chosen("lib_open") && !chosen("lib_log") && chosen("lib_logical"));
	EXPECT(!chosen("other"));
	EXPECT(select_in("deep/down/gen.c", MCC_MARK_NONE, "lib_log"));
	EXPECT(!select_in("x/gen.c", MCC_MARK_NONE, "lib_open"));
	EXPECT(!select_in("gen.c", MCC_MARK_NONE, "f"));
}

static void exclusion_beats_choice_attribute_beats_lists(void)
{
	EXPECT(!mcc_options_set("select", "all"));
	EXPECT(!mcc_options_set("functions", "log"));
	EXPECT(!LIST("!fun:log\n"));
	EXPECT(chosen("main") && !chosen("log"));
	EXPECT(select_in("a.c", MCC_MARK_PROFILE, "log"));
	EXPECT(!select_in("a.c", MCC_MARK_NO_PROFILE, "main"));
}

static void an_excluding_list_chooses_nothing(void)
{
	EXPECT(!LIST("!fun:*\n"));
	EXPECT(mcc_select_by_attribute_only());
}

static bool names_line(const char *wrong, const char *line)
{
	return wrong && strstr(wrong, line) && !strchr(wrong, '\n');
}

static void malformed_lines_are_told(void)
{
	EXPECT(names_line(LIST("fun:a\nfunction:b\n"), ":2: "));
	EXPECT(names_line(LIST("fun:\n"), ":1: "));
	EXPECT(names_line(LIST("\n\n!\n"), ":3: "));
	EXPECT(names_line(LIST("a\n"), ":1: "));
	EXPECT(names_line(LIST("fun:a # b\nsrc: # c\n"), ":2: "));
	EXPECT(names_line(LIST("fun:a\0b\n"), ":1: "));
	EXPECT(!LIST(""));
	EXPECT(mcc_options_set("list", "/nonexistent/list"));
	EXPECT(mcc_options_set("list", "/"));
}

static void options_are_checked(void)
{
	EXPECT(mcc_options_set("mode", "fast") && mcc_options_set("mode", ""));
	EXPECT(mcc_options_set("select", "some") && mcc_options_set("verbose", "yes"));
	EXPECT(mcc_options_set("colour", "1") && mcc_options_set("functions", " , "));
	EXPECT(mcc_options_set("functions", NULL));
	EXPECT(!mcc_options_set("mode", "calls") && mcc_options.calls);
	EXPECT(!mcc_options_set("mode", "inline") && !mcc_options.calls);
	EXPECT(!mcc_options_set("verbose", "1") && mcc_options.verbose);
	mcc_options_done();
	EXPECT(mcc_options.directory && mcc_options.directory[0] == '/');
	EXPECT(!mcc_options_set("directory", "/else") && !strcmp(mcc_options.directory, "/else"));
	EXPECT(!mcc_options_set("directory", "/a%3db%25c%%253d%2%"));
	EXPECT(!strcmp(mcc_options.directory, "/a=b%c%%3d%2%"));
}

#define CASE(body)                                                                                 \
	static void case_##body(void **state)                                                      \
	{                                                                                          \
		(void)state;                                                                       \
		in_child(body);                                                                    \
	}
CASE(nothing_by_default)
CASE(globs_are_exact)
CASE(later_lines_win)
CASE(exclusion_beats_choice_attribute_beats_lists)
CASE(an_excluding_list_chooses_nothing)
CASE(malformed_lines_are_told)
CASE(options_are_checked)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_nothing_by_default),
		cmocka_unit_test(case_globs_are_exact),
		cmocka_unit_test(case_later_lines_win),
		cmocka_unit_test(case_exclusion_beats_choice_attribute_beats_lists),
		cmocka_unit_test(case_an_excluding_list_chooses_nothing),
		cmocka_unit_test(case_malformed_lines_are_told),
		cmocka_unit_test(case_options_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
