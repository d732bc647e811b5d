/* response.c - see response.h. */
#include "response.h"
#include "say.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_NESTED = 64 };

/* Copies one word to `out`; returns where it ended in `from`. */
static const char *copy_word(const char *from, char *out)
{
	char quote = 0;

	for (; *from && (quote || !isspace((unsigned char)*from)); from++) {
		if (*from == '\\' && from[1])
			*out++ = *++from;
		else if (quote && *from == quote)
			quote = 0;
		else if (!quote && (*from == '\'' || *from == '"'))
			quote = *from;
		else
			*out++ = *from;
	}
	*out = 0;
	return from;
}

void response_split(const char *contents, struct list *words)
{
	/* All words together are no longer than the contents, a terminator each included. */
	char *out = malloc(strlen(contents) + 2);

	if (!out)
		fail(FAIL_OURS, "out of memory");
	for (;;) {
		while (isspace((unsigned char)*contents))
			contents++;
		if (!*contents)
			return;
		contents = copy_word(contents, out);
		list_add(words, out);
		out += strlen(out) + 1;
	}
}

static char *read_whole(const char *path)
{
	struct stat status;
	FILE *file = fopen(path, "re");
	char *contents = NULL;
	size_t size = 0;

	if (!file)
		return NULL;
	if (fstat(fileno(file), &status) != 0 || S_ISDIR(status.st_mode) ||
	    getdelim(&contents, &size, 0, file) < 0) {
		bool empty = feof(file) && !ferror(file);

		fclose(file);
		return empty ? text("%s", "") : NULL;
	}
	fclose(file);
	return contents;
}

static bool read_nested(const char *path, struct list *words, int depth)
{
	struct list direct = {0};
	char *contents;

	if (depth > MOST_NESTED)
		fail(FAIL_USER, "@%s: files name one another more than %d deep", path, MOST_NESTED);
	contents = read_whole(path);
	if (!contents)
		return false;
	response_split(contents, &direct);
	for (size_t i = 0; i < direct.count; i++) {
		const char *word = direct.items[i];

		if (word[0] != '@' || !read_nested(word + 1, words, depth + 1))
			list_add(words, word);
	}
	return true;
}

bool response_read(const char *path, struct list *words)
{
	return read_nested(path, words, 0);
}

static void write_word(FILE *file, const char *word)
{
	if (!*word)
		fputs("''", file);
	for (; *word; word++) {
		if (isspace((unsigned char)*word) || strchr("'\"\\", *word))
			fputc('\\', file);
		fputc(*word, file);
	}
	fputc('\n', file);
}

const char *response_write(const struct list *words)
{
	const char *directory = getenv("TMPDIR");
	char *path = text("%s/memcc-XXXXXX", directory && *directory ? directory : "/tmp");
	int descriptor = mkstemp(path);
	FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");

	if (!file)
		fail(FAIL_USER, "%s: cannot write the command line there: %s", path,
		     strerror(errno));
	for (size_t i = 0; i < words->count; i++)
		write_word(file, words->items[i]);
	if (fclose(file) != 0)
		fail(FAIL_USER, "%s: cannot write the command line there: %s", path,
		     strerror(errno));
	return path;
}
