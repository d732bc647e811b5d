/* options.c - reads what the driver passes on: key=value pairs and list files.
 *
 * Nothing is decided here (select.c does) and nothing printed: a fault comes back as text, and the
 * plugin says it in its compiler's way.
 */
#define _GNU_SOURCE /* vasprintf */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"
#include "select.h"

struct mcc_options mcc_options;

/* Handed out and kept: the compiler is about to stop. */
__attribute__((format(printf, 1, 2))) static const char *fault(const char *format, ...)
{
	char *text;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	return length < 0 ? "out of memory" : text;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

/* Cuts blanks off both ends, in place. */
static char *trim(char *text)
{
	size_t length;

	while (is_blank(*text))
		text++;
	length = strlen(text);
	while (length && is_blank(text[length - 1]))
		length--;
	text[length] = 0;
	return text;
}

/* A '#' that begins the line or follows a blank ends it. */
static void cut_comment(char *line)
{
	for (char *p = line; *p; p++) {
		if (*p == '#' && (p == line || is_blank(p[-1]))) {
			*p = 0;
			return;
		}
	}
}

/* Returns null, or what is wrong with the line. */
static const char *read_rule(char *line)
{
	enum mcc_rule_kind kind;
	bool exclude = false;
	char *pattern;

	cut_comment(line);
	line = trim(line);
	if (!*line)
		return NULL;
	if (*line == '!') {
		exclude = true;
		line = trim(line + 1);
	}
	if (!strncmp(line, "fun:", 4))
		kind = MCC_RULE_FUNCTION;
	else if (!strncmp(line, "src:", 4))
		kind = MCC_RULE_SOURCE;
	else
		return "expected fun:GLOB or src:GLOB, or one of them after '!'";
	pattern = trim(line + 4);
	if (!*pattern)
		return "no pattern after the colon";
	mcc_select_rule(kind, exclude, pattern);
	return NULL;
}

static const char *read_lines(FILE *file, const char *path)
{
	const char *wrong = NULL;
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t length;

	while (!wrong && (length = getline(&line, &room, file)) >= 0) {
		number++;
		wrong = strlen(line) == (size_t)length ? read_rule(line) : "not a text file";
		if (wrong)
			wrong = fault("%s:%zu: %s", path, number, wrong);
	}
	if (!wrong && ferror(file))
		wrong = fault("cannot read the list %s: %s", path, strerror(errno));
	free(line);
	return wrong;
}

static const char *read_list(const char *path)
{
	FILE *file = fopen(path, "re");
	const char *wrong;

	if (!file)
		return fault("cannot open the list %s: %s", path, strerror(errno));
	wrong = read_lines(file, path);
	fclose(file);
	return wrong;
}

static const char *read_names(const char *value)
{
	char *copy = strdup(value), *rest = copy, *name;
	bool any = false;

	if (!copy)
		return "out of memory";
	while ((name = strsep(&rest, ","))) {
		name = trim(name);
		if (*name) {
			mcc_select_name(name);
			any = true;
		}
	}
	free(copy);
	return any ? NULL : "functions= needs at least one name or pattern";
}

static const char *set_select(const char *value)
{
	if (strcmp(value, "all"))
		return fault("select=%s is unknown; there is select=all", value);
	mcc_options.all = true;
	return NULL;
}

static const char *set_mode(const char *value)
{
	if (strcmp(value, "inline") && strcmp(value, "calls"))
		return fault("mode=%s is unknown; there are mode=inline and mode=calls", value);
	mcc_options.calls = !strcmp(value, "calls");
	return NULL;
}

static const char *set_verbose(const char *value)
{
	if (strcmp(value, "0") && strcmp(value, "1"))
		return fault("verbose=%s is neither 0 nor 1", value);
	mcc_options.verbose = *value == '1';
	return NULL;
}

static const char *set_directory(const char *value)
{
	char *copy = strdup(value);

	mcc_options.directory = copy;
	return copy ? NULL : "out of memory";
}

static const struct {
	const char *key;
	const char *(*set)(const char *value);
} table[] = {
	{"directory", set_directory}, {"functions", read_names}, {"list", read_list},
	{"mode", set_mode},           {"select", set_select},    {"verbose", set_verbose},
};

/* Undoes the coding of '=' and '%' (see options.h). A '%' that begins no code stands for itself. */
static char *decode(const char *value)
{
	char *text = strdup(value), *out = text;

	for (; text && *value; out++) {
		bool percent = !strncmp(value, "%25", 3), equals = !strncmp(value, "%3d", 3);

		*out = percent ? '%' : equals ? '=' : *value;
		value += percent || equals ? 3 : 1;
	}
	if (text)
		*out = 0;
	return text;
}

static const char *set_decoded(const char *(*set)(const char *), const char *value)
{
	char *decoded = decode(value);
	const char *wrong = decoded ? set(decoded) : "out of memory";

	free(decoded);
	return wrong;
}

const char *mcc_options_set(const char *key, const char *value)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (strcmp(table[i].key, key))
			continue;
		if (!value || !*value)
			return fault("%s= needs a value", key);
		return set_decoded(table[i].set, value);
	}
	return fault("unknown option '%s'", key);
}

void mcc_options_done(void)
{
	if (!mcc_options.directory)
		mcc_options.directory = getcwd(NULL, 0);
	if (!mcc_options.directory)
		mcc_options.directory = "";
}
