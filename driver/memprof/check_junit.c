/* check_junit.c - JUnit's XML, as CI servers read it: a budget is a test case. Failures are budgets
 * that do not hold, errors those that could not be checked. */
#include <string.h>
#include "check.h"

/* Length of the valid UTF-8 character here, 0: invalid, or not allowed in XML. */
static size_t character(const unsigned char *c)
{
	if (*c < 0x80)
		return *c >= 0x20 || *c == '\t' || *c == '\n' ? 1 : 0;
	size_t length = *c >= 0xf0 ? 4 : *c >= 0xe0 ? 3 : 2;
	if (*c < 0xc2 || *c > 0xf4)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	if ((*c == 0xe0 && c[1] < 0xa0) || (*c == 0xed && c[1] >= 0xa0) ||
	    (*c == 0xf0 && c[1] < 0x90) || (*c == 0xf4 && c[1] >= 0x90))
		return 0;
	return *c == 0xef && c[1] == 0xbf && c[2] >= 0xbe ? 0 : length;
}

static void put(FILE *out, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c;) {
		size_t length = character(c);
		if (length == 0)
			fputc('?', out);
		else if (*c == '&')
			fputs("&amp;", out);
		else if (*c == '<')
			fputs("&lt;", out);
		else if (*c == '>')
			fputs("&gt;", out);
		else if (*c == '"')
			fputs("&quot;", out);
		else if (*c == '\n' || *c == '\t')
			fprintf(out, "&#%d;", *c);
		else
			fwrite(c, 1, length, out);
		c += length ? length : 1;
	}
}

static void attribute(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	put(out, value);
	fputc('"', out);
}

static void put_case(struct check *check, const struct check_result *r, FILE *out)
{
	const char *file = r->file ? check_path_in_root(check, r->file) : "(program)";
	const char *where = *r->code ? r->code : r->function ? r->function : "";
	const char *name = mp_arena_format(check->arena, "%s%s%s", where, *where ? ": " : "",
					   *r->what ? r->what : check_rule_id(r->rule));
	if (r->ordinal > 1)
		name = mp_arena_format(check->arena, "%s #%u", name, r->ordinal);
	const char *class =
		r->function ? mp_arena_format(check->arena, "%s.%s", file, r->function) : file;
	fputs("    <testcase", out);
	attribute(out, "classname", class);
	attribute(out, "name", name);
	attribute(out, "file", file);
	fprintf(out, " line=\"%u\" time=\"0\">", r->line);
	if (r->level == CHECK_FAIL || r->level == CHECK_BROKEN) {
		const char *element = r->level == CHECK_FAIL ? "failure" : "error";
		fprintf(out, "\n      <%s", element);
		attribute(out, "type", check_rule_id(r->rule));
		attribute(out, "message", r->message);
		fputc('>', out);
		put(out, mp_arena_format(check->arena, "%s:%u:%u: %s", file, r->line, r->column,
					 r->message));
		fprintf(out, "</%s>\n    ", element);
	} else if (r->level == CHECK_NOTE) {
		fputs("<system-out>", out);
		put(out, r->message);
		fputs("</system-out>", out);
	}
	fputs("</testcase>\n", out);
}

void check_write_junit(struct check *check, FILE *out)
{
	const char *name = mp_arena_format(check->arena, "memprof check %s",
					   mp_path_base(check->profile->program));
	size_t failures = check->counts[CHECK_FAIL], errors = check->counts[CHECK_BROKEN];
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
	fprintf(out, "<testsuites tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n",
		check->result_count, failures, errors);
	fputs("  <testsuite", out);
	attribute(out, "name", name);
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"0\" time=\"0\">\n",
		check->result_count, failures, errors);
	for (size_t i = 0; i < check->result_count; i++)
		put_case(check, &check->results[i], out);
	fputs("  </testsuite>\n</testsuites>\n", out);
}
