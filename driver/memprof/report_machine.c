/* report_machine.c - a profile as JSON (docs/json.md) and as CSV. Bytes are integers. */
#include <inttypes.h>
#include <string.h>
#include "json_out.h"
#include "report.h"

/* ---- JSON ------------------------------------------------------------------------------------ */

/* What follows at this depth stays on one line. */
static int on_one_line(struct mp_json *j)
{
	int before = j->flat;
	j->flat = j->depth + 1;
	return before;
}

static void json_exclusive(struct mp_json *j, const struct mp_figures *figures)
{
	mp_json_uint(j, "allocs", figures->allocs);
	mp_json_uint(j, "allocated", figures->allocated);
	mp_json_uint(j, "frees", figures->frees);
	mp_json_uint(j, "freed", figures->freed);
	mp_json_int(j, "retained", figures->retained);
}

static void json_totals(struct mp_json *j, const char *key, const struct mp_figures *figures)
{
	int before = on_one_line(j);
	mp_json_open(j, key, '{');
	json_exclusive(j, figures);
	mp_json_close(j, '}');
	j->flat = before;
}

static void json_figures(struct mp_json *j, const struct mp_figures *figures)
{
	mp_json_uint(j, "occurrences", figures->occurrences);
	mp_json_int(j, "increment", figures->increment);
	mp_json_int(j, "mem_usage", figures->mem_usage);
	mp_json_int(j, "peak", figures->peak);
	json_exclusive(j, figures);
}

static void json_text(struct mp_json *j, struct report_sources *s, uint32_t file, uint32_t line)
{
	size_t length;
	if (s->options->no_source)
		return;
	const char *text = mp_source_line(report_source(s, file), line, &length);
	mp_json_text(j, "text", text ? text : "", length);
}

static void json_statements(struct mp_json *j, const struct mp_function *f,
			    const struct mp_line *line)
{
	mp_json_open(j, "statements", '[');
	for (size_t i = 0; i < line->statement_count; i++) {
		const struct mp_statement *statement = &f->statements[line->first_statement + i];
		mp_json_open(j, NULL, '{');
		mp_json_uint(j, "column", statement->column);
		mp_json_string(j, "kind", mp_kind_name(statement->kind));
		json_figures(j, &statement->figures);
		mp_json_close(j, '}');
	}
	mp_json_close(j, ']');
}

static void json_lines(struct mp_json *j, struct report_sources *s, const struct mp_function *f)
{
	mp_json_open(j, "lines", '[');
	for (size_t i = 0; i < f->line_count; i++) {
		const struct mp_line *line = &f->lines[i];
		if (s->options->only_increments && line->figures.increment <= 0)
			continue;
		mp_json_open(j, NULL, '{');
		mp_json_uint(j, "line", line->line);
		if (line->file != f->file)
			mp_json_string(j, "file", s->profile->files[line->file].path);
		json_figures(j, &line->figures);
		json_text(j, s, line->file, line->line);
		if (s->options->by_statement)
			json_statements(j, f, line);
		mp_json_close(j, '}');
	}
	mp_json_close(j, ']');
}

static void json_function(struct mp_json *j, struct report_sources *s, const struct mp_function *f)
{
	mp_json_open(j, NULL, '{');
	mp_json_string(j, "name", f->name);
	mp_json_string(j, "symbol", f->symbol);
	mp_json_string(j, "file", s->profile->files[f->file].path);
	mp_json_uint(j, "line", f->line);
	mp_json_uint(j, "last_line", f->last_line);
	mp_json_uint(j, "calls", f->calls);
	mp_json_int(j, "entry_bytes", f->entry_bytes);
	mp_json_int(j, "net_bytes", f->net_bytes);
	mp_json_int(j, "peak_bytes", f->peak);
	json_totals(j, "total", &f->sum);
	j->flat = j->depth + 2; /* a line of the source, a line of the file */
	json_lines(j, s, f);
	j->flat = 0;
	mp_json_close(j, '}');
}

static void json_functions(struct mp_json *j, struct report_sources *s,
			   const struct mp_function *functions, bool called_only)
{
	mp_json_open(j, "functions", '[');
	for (size_t i = 0; i < s->profile->function_count; i++)
		if (report_wants(s->options, s->profile, &functions[i]) &&
		    (functions[i].ran || !called_only))
			json_function(j, s, &functions[i]);
	mp_json_close(j, ']');
}

static void json_texts(struct mp_json *j, const char *key, const char **texts, size_t count)
{
	int before = on_one_line(j);
	mp_json_open(j, key, '[');
	for (size_t i = 0; i < count; i++)
		mp_json_string(j, NULL, texts[i]);
	mp_json_close(j, ']');
	j->flat = before;
}

static void json_process(struct mp_json *j, const struct mp_profile *p)
{
	mp_json_uint(j, "version", 1);
	mp_json_string(j, "profile", p->path);
	mp_json_string(j, "program", p->program);
	json_texts(j, "command", p->command, p->command_count);
	mp_json_string(j, "cwd", p->cwd);
	mp_json_uint(j, "pid", p->pid);
	if (p->parent_pid)
		mp_json_uint(j, "parent_pid", p->parent_pid);
	if (p->merged)
		mp_json_uint(j, "merged", p->merged);
	mp_json_string(j, "ended", mp_ended_name(p->ended));
	if (p->ended == MP_ENDED_EXIT)
		mp_json_int(j, "status", p->status);
	mp_json_uint(j, "start_ns", p->start_ns);
	if (p->end_ns)
		mp_json_uint(j, "end_ns", p->end_ns);
	mp_json_string(j, "metric", mp_metric_name(p->metric));
	mp_json_int(j, "live_bytes", p->live_bytes);
	mp_json_int(j, "peak_bytes", p->peak_bytes);
	mp_json_int(j, "inherited_bytes", p->inherited_bytes);
	json_totals(j, "outside", &p->outside);
	json_totals(j, "total", &p->total);
}

static void json_threads(struct mp_json *j, struct report_sources *s)
{
	mp_json_open(j, "threads", '[');
	for (size_t i = 0; i < s->profile->thread_count; i++) {
		const struct mp_thread *t = &s->profile->threads[i];
		mp_json_open(j, NULL, '{');
		mp_json_uint(j, "area", t->index);
		mp_json_uint(j, "tid", t->tid);
		mp_json_string(j, "name", t->name);
		mp_json_uint(j, "threads", t->threads);
		mp_json_bool(j, "alive", t->alive);
		mp_json_int(j, "live_bytes", t->live);
		mp_json_int(j, "high_bytes", t->high);
		json_totals(j, "outside", &t->outside);
		json_functions(j, s, t->functions, true);
		mp_json_close(j, '}');
	}
	mp_json_close(j, ']');
}

static void json_marks(struct mp_json *j, const struct mp_profile *p)
{
	mp_json_open(j, "marks", '[');
	for (size_t i = 0; i < p->mark_count; i++) {
		mp_json_open(j, NULL, '{');
		mp_json_uint(j, "time_ns", p->marks[i].time_ns);
		mp_json_uint(j, "tid", p->marks[i].tid);
		mp_json_int(j, "memory", p->marks[i].memory);
		mp_json_string(j, "name", p->marks[i].name);
		mp_json_close(j, '}');
	}
	mp_json_close(j, ']');
}

void report_json(struct report_sources *s, size_t profiles, size_t index)
{
	struct mp_json json = {.out = s->options->out};
	FILE *out = s->options->out;
	if (profiles > 1)
		fputs(index == 0 ? "[" : ",", out);
	mp_json_open(&json, NULL, '{');
	json_process(&json, s->profile);
	json_functions(&json, s, s->profile->functions, false);
	if (s->options->threads)
		json_threads(&json, s);
	if (s->profile->mark_count)
		json_marks(&json, s->profile);
	json_texts(&json, "notes", s->profile->notes, s->profile->note_count);
	json_texts(&json, "source_notes", s->notes, s->note_count);
	mp_json_close(&json, '}');
	if (profiles > 1 && index + 1 == profiles)
		fputs("]\n", out);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static void csv_text(FILE *out, const char *text, size_t size)
{
	bool quote = false;
	for (size_t i = 0; i < size && !quote; i++)
		quote = strchr(",\"\r\n", text[i]) != NULL;
	if (!quote) {
		fwrite(text, 1, size, out);
		return;
	}
	putc('"', out);
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '"')
			putc('"', out);
		putc(text[i], out);
	}
	putc('"', out);
}

static void csv_string(FILE *out, const char *text)
{
	csv_text(out, text, strlen(text));
	putc(',', out);
}

struct csv_row {
	const char *type, *function, *file, *kind;
	uint32_t line, column;
	const struct mp_figures *figures;
	int64_t entry_bytes, net_bytes;
	bool is_function;
	const char *text;
	size_t length;
};

static void csv_row(const struct report_sources *s, size_t profiles, const struct csv_row *row)
{
	FILE *out = s->options->out;
	if (profiles > 1)
		csv_string(out, s->profile->path);
	csv_string(out, row->type);
	csv_string(out, row->function);
	csv_string(out, row->file);
	if (row->line)
		fprintf(out, "%" PRIu32, row->line);
	putc(',', out);
	if (row->column)
		fprintf(out, "%" PRIu32, row->column);
	putc(',', out);
	csv_string(out, row->kind);
	for (int column = 0; column < MP_COLUMNS; column++)
		fprintf(out, "%" PRId64 ",", mp_column_value(row->figures, (enum mp_column)column));
	if (row->is_function)
		fprintf(out, "%" PRId64 ",%" PRId64 ",", row->entry_bytes, row->net_bytes);
	else
		fputs(",,", out);
	csv_text(out, row->text ? row->text : "", row->length);
	putc('\n', out);
}

static void csv_head(const struct report_sources *s, size_t profiles)
{
	fprintf(s->options->out, "%stype,function,file,line,column,kind,",
		profiles > 1 ? "profile," : "");
	for (int column = 0; column < MP_COLUMNS; column++)
		fprintf(s->options->out, "%s,", mp_column_name((enum mp_column)column));
	fputs("entry_bytes,net_bytes,text\n", s->options->out);
}

static void csv_line(struct report_sources *s, size_t profiles, const struct mp_function *f,
		     const struct mp_line *line)
{
	struct csv_row row = {
		.type = "line",
		.function = f->name,
		.file = s->profile->files[line->file].path,
		.kind = "",
		.line = line->line,
		.figures = &line->figures,
	};
	if (s->options->only_increments && line->figures.increment <= 0)
		return;
	row.text = mp_source_line(report_source(s, line->file), line->line, &row.length);
	csv_row(s, profiles, &row);
	if (!s->options->by_statement)
		return;
	row.type = "statement";
	for (size_t i = 0; i < line->statement_count; i++) {
		const struct mp_statement *statement = &f->statements[line->first_statement + i];
		row.column = statement->column;
		row.kind = mp_kind_name(statement->kind);
		row.figures = &statement->figures;
		csv_row(s, profiles, &row);
	}
}

static void csv_function(struct report_sources *s, size_t profiles, const struct mp_function *f)
{
	struct mp_figures figures = f->own;
	figures.occurrences = f->calls;
	figures.mem_usage = f->entry_bytes;
	figures.peak = f->peak;
	struct csv_row row = {
		.type = "function",
		.function = f->name,
		.file = s->profile->files[f->file].path,
		.kind = "",
		.line = f->line,
		.figures = &figures,
		.is_function = true,
		.entry_bytes = f->entry_bytes,
		.net_bytes = f->net_bytes,
	};
	row.text = mp_source_line(report_source(s, f->file), f->line, &row.length);
	csv_row(s, profiles, &row);
	for (size_t i = 0; i < f->line_count; i++)
		csv_line(s, profiles, f, &f->lines[i]);
}

void report_csv(struct report_sources *s, size_t profiles, size_t index)
{
	if (index == 0)
		csv_head(s, profiles);
	for (size_t i = 0; i < s->profile->function_count; i++)
		if (report_wants(s->options, s->profile, &s->profile->functions[i]))
			csv_function(s, profiles, &s->profile->functions[i]);
	struct csv_row row = {
		.type = "outside",
		.function = "",
		.file = "",
		.kind = "",
		.figures = &s->profile->outside,
	};
	csv_row(s, profiles, &row);
}
