/* report_table.c - the table of a function, in memory_profiler's layout.
 *
 *   Line #    Mem usage    Increment  Occurrences   Line Contents
 *   =============================================================
 *       12         96 B         96 B           1   void *build(int n)
 *
 * Widths are theirs: 6, 12, 12, 10 (which "Occurrences" overflows by one), then three blanks.
 * With other columns "Occurrences" gets the 11 it needs.
 */
#include <inttypes.h>
#include <string.h>
#include "contexts.h"
#include "report.h"

static int width(const struct report_options *options, enum mp_column column)
{
	if (mp_column_is_bytes(column))
		return 12;
	return column == MP_OCCURRENCES && !options->plain_columns ? 11 : 10;
}

static const char *gap(enum mp_column column)
{
	return mp_column_is_bytes(column) ? " " : "  ";
}

void report_head(const struct report_options *options, const char *first, const char *last)
{
	struct mp_text text = {0};
	mp_text_puts(&text, first);
	for (size_t i = 0; i < options->column_count; i++) {
		enum mp_column column = options->columns[i];
		mp_text_printf(&text, "%s%*s", gap(column), width(options, column),
			       mp_column_title(column));
	}
	mp_text_printf(&text, "   %s", last);
	fprintf(options->out, "%s%s%s\n", mp_colour(options->colour, MP_BOLD), text.data,
		mp_colour(options->colour, MP_PLAIN));
	for (size_t i = 0; i < text.size; i++)
		putc('=', options->out);
	putc('\n', options->out);
	mp_text_free(&text);
}

/* The eye goes to where memory grows: the lines with the lion's share, and what shrinks. */
static enum mp_colour colour_of(enum mp_column column, int64_t value, int64_t most)
{
	if (column != MP_INCREMENT && column != MP_RETAINED && column != MP_NET)
		return MP_PLAIN;
	if (value < 0)
		return MP_GREEN;
	if (value > 0 && value >= most / 2)
		return MP_RED;
	return value > 0 && value >= most / 10 ? MP_YELLOW : MP_PLAIN;
}

static void cell(const struct report_options *options, const struct mp_figures *figures,
		 enum mp_column column, int64_t most)
{
	char buffer[MP_BYTES_SIZE] = "";
	bool ran = figures && (figures->occurrences > 0 || figures->allocs || figures->frees ||
			       figures->increment);
	int64_t value = figures ? mp_column_value(figures, column) : 0;
	/* memory_profiler leaves a line that never ran blank; we say 0 unless its layout is asked
	 * for. */
	if (!figures || (!ran && (column != MP_OCCURRENCES || options->strict)))
		buffer[0] = 0;
	else if (mp_column_is_bytes(column))
		mp_bytes(buffer, value, options->unit, options->precision);
	else
		snprintf(buffer, sizeof buffer, "%" PRIu64, (uint64_t)value);
	enum mp_colour colour = ran ? colour_of(column, value, most) : MP_PLAIN;
	bool on = options->colour && colour != MP_PLAIN;
	fprintf(options->out, "%s%s%*s%s", gap(column), mp_colour(on, colour),
		width(options, column), buffer, mp_colour(on, MP_PLAIN));
}

void report_cells(const struct report_options *options, const struct mp_figures *figures,
		  int64_t most)
{
	for (size_t i = 0; i < options->column_count; i++)
		cell(options, figures, options->columns[i], most);
}

/* ---- rows ------------------------------------------------------------------------------------ */

struct table {
	struct report_sources *sources;
	const struct report_options *options;
	const struct mp_function *function;
	const struct mp_source *source;
	uint32_t file;
	int64_t most; /* largest increment of the function */
};

/* Without the source the function is named at least. */
static void put_text(const struct table *t, uint32_t line, bool ran)
{
	FILE *out = t->options->out;
	size_t length;
	const char *text = mp_source_line(t->source, line, &length);
	if (text) {
		fprintf(out, "   %s", mp_colour(t->options->colour && !ran, MP_DIM));
		mp_put_safe(out, text, length);
		fputs(mp_colour(t->options->colour && !ran, MP_PLAIN), out);
	} else if (line == t->function->line && t->file == t->function->file) {
		fputs("   ", out);
		mp_put_safe(out, t->function->name, strlen(t->function->name));
	}
	putc('\n', out);
}

static void line_number(const struct table *t, uint32_t line)
{
	if (t->options->by_statement)
		fprintf(t->options->out, "%10" PRIu32 "             ", line);
	else
		fprintf(t->options->out, "%6" PRIu32, line);
}

static void row(const struct table *t, uint32_t line, const struct mp_figures *figures)
{
	if (t->options->only_increments && !(figures && figures->increment > 0))
		return;
	line_number(t, line);
	report_cells(t->options, figures, t->most);
	put_text(t, line, figures && figures->occurrences > 0);
}

/* The columns that speak of the function; others only where something is charged to no statement
 * of it. `line`: the statements on the header's own line (a function on one line), or null. */
static void header_row(const struct table *t, const struct mp_line *line)
{
	const struct report_options *o = t->options;
	const struct mp_function *f = t->function;
	struct mp_figures figures = f->own;
	if (line)
		mp_figures_add(&figures, &line->figures);
	figures.occurrences = f->calls;
	figures.increment += f->entry_bytes;
	if (!line || figures.mem_usage < f->entry_bytes)
		figures.mem_usage = f->entry_bytes;
	bool all = line || figures.allocs || figures.frees;
	line_number(t, f->line);
	for (size_t i = 0; i < o->column_count; i++) {
		enum mp_column column = o->columns[i];
		bool speaks = all || column == MP_MEM_USAGE || column == MP_INCREMENT ||
			      column == MP_OCCURRENCES;
		cell(o, speaks ? &figures : NULL, column, INT64_MAX);
	}
	put_text(t, f->line, f->ran);
}

static void statement_rows(const struct table *t, const struct mp_line *line)
{
	for (size_t i = 0; i < line->statement_count; i++) {
		const struct mp_statement *s = &t->function->statements[line->first_statement + i];
		if (t->options->only_increments && s->figures.increment <= 0)
			continue;
		char place[32];
		snprintf(place, sizeof place, "%" PRIu32 ":%-3" PRIu32, s->line, s->column);
		fprintf(t->options->out, "%10s %-11s ", place, mp_kind_name(s->kind));
		report_cells(t->options, &s->figures, t->most);
		put_text(t, s->line, s->figures.occurrences > 0);
	}
}

static void line_rows(const struct table *t, const struct mp_line *line)
{
	bool at_header = line->file == t->function->file && line->line == t->function->line;
	if (t->options->by_statement) {
		if (at_header)
			header_row(t, NULL);
		statement_rows(t, line);
	} else if (at_header) {
		header_row(t, line);
	} else {
		row(t, line->line, &line->figures);
	}
}

/* Rows for the lines in between, as far as there is text for them. */
static void fill(const struct table *t, uint32_t from, uint32_t to)
{
	for (uint64_t line = from; line < to && line <= t->source->line_count; line++)
		row(t, (uint32_t)line, NULL);
}

static void own_rows(const struct table *t, size_t *next)
{
	const struct mp_function *f = t->function;
	bool header_done = false;
	uint32_t at = f->line; /* first line without a row yet */
	for (; *next < f->line_count && f->lines[*next].file == f->file; ++*next) {
		const struct mp_line *line = &f->lines[*next];
		if (line->line > f->line && !header_done) {
			header_row(t, NULL);
			at = f->line + 1;
		}
		header_done |= line->line >= f->line;
		if (line->line > at && at <= f->last_line)
			fill(t, at, line->line <= f->last_line ? line->line : f->last_line + 1);
		line_rows(t, line);
		if (line->line >= at)
			at = line->line + 1;
	}
	if (!header_done) {
		header_row(t, NULL);
		at = f->line + 1;
	}
	if (f->last_line >= at && f->last_line < UINT32_MAX)
		fill(t, at, f->last_line + 1);
}

/* Lines of one other file: an #included body. */
static void foreign_rows(const struct table *t, size_t *next)
{
	const struct mp_function *f = t->function;
	for (uint32_t at = 0; *next < f->line_count && f->lines[*next].file == t->file; ++*next) {
		const struct mp_line *line = &f->lines[*next];
		if (at)
			fill(t, at, line->line);
		line_rows(t, line);
		at = line->line + 1;
	}
}

static void open_table(struct table *t, uint32_t file)
{
	const struct report_options *o = t->options;
	t->file = file;
	t->source = report_source(t->sources, file);
	fprintf(o->out, "%sFilename: ", mp_colour(o->colour, MP_CYAN));
	const char *path = t->sources->profile->files[file].path;
	mp_put_safe(o->out, path, strlen(path));
	fprintf(o->out, "%s\n\n", mp_colour(o->colour, MP_PLAIN));
	report_head(o, o->by_statement ? "  Line:Col Kind        " : "Line #",
		    t->source->changed ? "Line Contents (changed since the build)"
				       : "Line Contents");
}

static void find_most(struct table *t)
{
	for (size_t i = 0; i < t->function->line_count; i++)
		if (t->function->lines[i].figures.increment > t->most)
			t->most = t->function->lines[i].figures.increment;
}

void report_function(struct report_sources *sources, const struct mp_function *function)
{
	struct table t = {.sources = sources, .options = sources->options, .function = function};
	size_t next = 0;
	find_most(&t);
	open_table(&t, function->file);
	own_rows(&t, &next);
	fputs("\n\n", t.options->out);
	while (next < function->line_count) {
		open_table(&t, function->lines[next].file);
		foreign_rows(&t, &next);
		fputs("\n\n", t.options->out);
	}
}
