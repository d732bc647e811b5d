/* check_text.c - a check for people and editors: one line a finding as compilers print it, the
 * source below, and one line of summary. */
#include <string.h>
#include "check.h"

#define NOTES_MOST 20

const char *check_summary(struct check *check)
{
	size_t passed = check->counts[CHECK_PASS], failed = check->counts[CHECK_FAIL];
	size_t broken = check->counts[CHECK_BROKEN], notes = check->counts[CHECK_NOTE];
	struct mp_text text = {0};
	mp_text_printf(&text, "%zu checked, %zu passed, %zu failed", passed + failed + broken,
		       passed, failed);
	if (broken)
		mp_text_printf(&text, ", %zu could not be checked", broken);
	if (check->unreached_skipped)
		mp_text_printf(&text, ", %zu not reached", check->unreached_skipped);
	if (notes)
		mp_text_printf(&text, ", %zu changed harmlessly", notes);
	const char *summary = mp_arena_strdup(check->arena, text.data);
	mp_text_free(&text);
	return summary;
}

static void put(FILE *out, const char *text)
{
	mp_put_safe(out, text, strlen(text));
}

static const struct check_text *text_of_path(struct check *check, const char *path)
{
	for (uint32_t i = 0; i < check->profile->file_count; i++) {
		const struct check_text *text = &check->texts[i];
		if (text->loaded && text->source.path && strcmp(text->source.path, path) == 0)
			return text;
	}
	return NULL;
}

static void put_source(struct check *check, const struct check_result *result, FILE *out)
{
	const struct check_text *text = text_of_path(check, result->file);
	size_t length;
	const char *line = text ? mp_source_line(&text->source, result->line, &length) : NULL;
	if (!line)
		return;
	while (length && (*line == ' ' || *line == '\t')) {
		line++;
		length--;
	}
	fprintf(out, "%6u | ", result->line);
	mp_put_safe(out, line, length);
	fputc('\n', out);
}

static void put_result(struct check *check, const struct check_result *result, FILE *out)
{
	if (result->file)
		put(out, check_path_here(check, result->file));
	else
		put(out, check_path_here(check, check->profile->path));
	if (result->line)
		fprintf(out, ":%u", result->line);
	if (result->line && result->column)
		fprintf(out, ":%u", result->column);
	fputs(result->level == CHECK_NOTE ? ": note: " : ": error: ", out);
	put(out, result->message);
	fputc('\n', out);
	if (result->file && result->line && result->level != CHECK_NOTE)
		put_source(check, result, out);
	if (result->defined_in && result->level != CHECK_NOTE) {
		put(out, check_path_here(check, result->defined_in));
		fprintf(out, ":%u: note: the budget is: ", result->defined_at);
		put(out, result->what);
		fputc('\n', out);
	}
}

void check_write_text(struct check *check, FILE *out)
{
	size_t notes = 0;
	for (size_t i = 0; i < check->result_count; i++) {
		const struct check_result *result = &check->results[i];
		if (result->level == CHECK_PASS)
			continue;
		if (result->level == CHECK_NOTE && ++notes > NOTES_MOST)
			continue;
		put_result(check, result, out);
	}
	if (notes > NOTES_MOST)
		fprintf(out, "... and %zu more notes (--format=json has all)\n",
			notes - NOTES_MOST);
	fputs("memprof check: ", out);
	put(out, check_path_here(check, check->profile->path));
	fprintf(out, ": %s\n", check_summary(check));
}
