/* check_github.c - GitHub's workflow commands: annotations beside the lines of a change. GitHub
 * shows ten of a kind per step, so the worst come first and one notice tells of the rest. */
#include "check.h"

#define ANNOTATIONS_MOST 10

static void put(FILE *out, const char *text, bool property)
{
	for (; *text; text++) {
		bool escaped = *text == '%' || *text == '\r' || *text == '\n' ||
			       (property && (*text == ':' || *text == ','));
		if (escaped)
			fprintf(out, "%%%02X", (unsigned char)*text);
		else
			fputc(*text, out);
	}
}

static void put_result(struct check *check, const struct check_result *r, FILE *out)
{
	const char *path = r->file ? r->file : r->defined_in;
	uint32_t line = r->file ? r->line : r->defined_at;
	fprintf(out, "::%s ", r->level == CHECK_NOTE ? "notice" : "error");
	if (path) {
		fputs("file=", out);
		put(out, check_path_in_root(check, path), true);
		if (line)
			fprintf(out, ",line=%u,endLine=%u", line, line);
		if (line && r->file && r->column)
			fprintf(out, ",col=%u", r->column);
		fputc(',', out);
	}
	fputs("title=memory budget::", out);
	put(out, r->message, false);
	fputc('\n', out);
}

void check_write_github(struct check *check, FILE *out)
{
	size_t errors = 0, notes = 0;
	for (size_t i = 0; i < check->result_count; i++) {
		const struct check_result *r = &check->results[i];
		if (r->level == CHECK_NOTE && ++notes < ANNOTATIONS_MOST)
			put_result(check, r, out);
		else if (r->level >= CHECK_FAIL && ++errors <= ANNOTATIONS_MOST)
			put_result(check, r, out);
	}
	if (errors == 0)
		return;
	fputs("::notice title=memory budget::", out);
	put(out, check_summary(check), false);
	if (errors > ANNOTATIONS_MOST)
		fprintf(out, "; the %d worst are shown, %zu are not", ANNOTATIONS_MOST,
			errors - ANNOTATIONS_MOST);
	fputc('\n', out);
}
