/* ours.c - the table of memcc's own options, and what each does. */
#include "ours.h"
#include "say.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ours {
	const char *name; /* ends in '=': a value follows */
	void (*apply)(struct settings *settings, const char *value);
	const char *argument; /* for the help */
	const char *help;
};

static void plugin_option(struct settings *settings, const char *key, const char *value)
{
	settings->on = true;
	settings->refused = false;
	list_add(&settings->plugin, text("%s=%s", key, value));
}

static void apply_on(struct settings *settings, const char *value)
{
	(void)value;
	settings->on = true;
	settings->refused = false;
}

static void apply_off(struct settings *settings, const char *value)
{
	(void)value;
	settings->on = false;
	settings->refused = true;
	settings->plugin.count = 0;
}

static void apply_select(struct settings *settings, const char *value)
{
	if (strcmp(value, "all") != 0)
		fail(FAIL_USER,
		     "-fmemprof=%s: the only value is 'all'; to name functions: "
		     "-fmemprof-functions=%s",
		     value, value);
	plugin_option(settings, "select", value);
}

static void apply_functions(struct settings *settings, const char *value)
{
	plugin_option(settings, "functions", value);
}

/* Absolute, because descriptions and `-save-temps` may outlive the working directory. */
static void apply_list(struct settings *settings, const char *value)
{
	struct stat status;
	int file = open(value, O_RDONLY | O_CLOEXEC);

	if (file < 0)
		fail(FAIL_USER, "-fmemprof-list=%s: cannot read it: %s", value, strerror(errno));
	if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode))
		fail(FAIL_USER, "-fmemprof-list=%s: it is a directory, not a file", value);
	close(file);
	if (value[0] != '/') {
		char *directory = getcwd(NULL, 0);

		if (directory)
			value = text("%s/%s", directory, value);
	}
	plugin_option(settings, "list", value);
}

static void apply_mode(struct settings *settings, const char *value)
{
	if (strcmp(value, "inline") != 0 && strcmp(value, "calls") != 0)
		fail(FAIL_USER, "-fmemprof-mode=%s: the modes are 'inline' and 'calls'", value);
	plugin_option(settings, "mode", value);
}

static void apply_verbose(struct settings *settings, const char *value)
{
	(void)value;
	plugin_option(settings, "verbose", "1");
}

static void apply_compiler(struct settings *settings, const char *value)
{
	settings->compiler = value;
}

static void apply_request_help(struct settings *settings, const char *value)
{
	(void)value;
	settings->request = REQUEST_HELP;
}

static void apply_request_version(struct settings *settings, const char *value)
{
	(void)value;
	settings->request = REQUEST_VERSION;
}

static void apply_request_id(struct settings *settings, const char *value)
{
	(void)value;
	settings->request = REQUEST_ID;
}

static const struct ours ours_table[] = {
	{"-fmemprof", apply_on, "", "profile functions with __attribute__((profile))"},
	{"-fmemprof=", apply_select, "all", "profile every function"},
	{"-fmemprof-functions=", apply_functions, "GLOB,...", "profile these functions too"},
	{"-fmemprof-list=", apply_list, "FILE",
	 "lines fun:GLOB, src:GLOB; '!' in front excludes, '#' begins a comment"},
	{"-fmemprof-mode=", apply_mode, "inline|calls",
	 "how: fast (default), or a call at every statement (for metrics like rss)"},
	{"-fmemprof-verbose", apply_verbose, "", "say which functions were chosen"},
	{"-fno-memprof", apply_off, "", "forget the above; the last one wins"},
	{"--memcc-cc=", apply_compiler, "CC", "run this compiler (also: MEMCC_CC, MEMCC_CXX)"},
	{"--memcc-help", apply_request_help, "", "this text"},
	{"--memcc-version", apply_request_version, "", "memcc's own version"},
	{"--memcc-id", apply_request_id, "",
	 "what the output depends on besides the arguments, for compiler caches"},
};
#define OURS_COUNT (sizeof ours_table / sizeof *ours_table)

bool ours_is(const char *word)
{
	return starts_with(word, "-fmemprof") || starts_with(word, "-fno-memprof") ||
	       starts_with(word, "--memcc");
}

/* Levenshtein's distance of the names, values left out; short strings only. */
static size_t distance(const char *left, size_t left_length, const char *right)
{
	enum { LIMIT = 40 };
	size_t right_length = strcspn(right, "="), row[LIMIT + 1];

	if (left_length > LIMIT || right_length > LIMIT)
		return LIMIT;
	for (size_t j = 0; j <= right_length; j++)
		row[j] = j;
	for (size_t i = 1; i <= left_length; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= right_length; j++) {
			size_t best = diagonal + (left[i - 1] != right[j - 1]);

			diagonal = row[j];
			if (best > row[j] + 1)
				best = row[j] + 1;
			if (best > row[j - 1] + 1)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[right_length];
}

static const struct ours *closest(const char *word)
{
	const struct ours *best = NULL;
	size_t length = strcspn(word, "="), least = length;

	for (size_t i = 0; i < OURS_COUNT; i++) {
		size_t found = distance(word, length, ours_table[i].name);

		if (found < least) {
			least = found;
			best = &ours_table[i];
		}
	}
	return best;
}

static void __attribute__((noreturn)) fail_unknown(const char *word)
{
	const struct ours *near = closest(word);

	if (starts_with(word, "-fmemprof-metric"))
		fail(FAIL_USER,
		     "unknown option '%s': the metric is chosen when the program runs, with "
		     "MEMCC_OPTIONS=metric=...",
		     word);
	fail(FAIL_USER, "unknown option '%s'%s%s%s (memcc --memcc-help lists them)", word,
	     near ? "; did you mean '" : "", near ? near->name : "", near ? "'?" : "");
}

/* "name" for "name" and "name=" for "name=value" with a value; null for anything else. */
static const char *value_of(const struct ours *ours, const char *word)
{
	size_t length = strlen(ours->name);

	if (ours->name[length - 1] != '=')
		return strcmp(word, ours->name) == 0 ? word + length : NULL;
	return starts_with(word, ours->name) ? word + length : NULL;
}

void ours_apply(struct settings *settings, const char *word)
{
	for (size_t i = 0; i < OURS_COUNT; i++) {
		const struct ours *ours = &ours_table[i];
		const char *value = value_of(ours, word);

		if (!value)
			continue;
		if (!*value && *ours->argument)
			fail(FAIL_USER, "'%s' needs a value: %s%s", word, ours->name,
			     ours->argument);
		ours->apply(settings, value);
		return;
	}
	fail_unknown(word);
}

void ours_print_help(void)
{
	for (size_t i = 0; i < OURS_COUNT; i++) {
		const struct ours *ours = &ours_table[i];

		printf("  %-36s %s\n", text("%s%s", ours->name, ours->argument), ours->help);
	}
}
