/* check_baseline.c - the baseline file: made to be committed, and read in a diff. One line a source
 * line; figures that are 0 are left out; no addresses, times, line numbers or folders.
 *
 *   # memprof baseline 1
 *   metric heap
 *   program: allocs=3 ...
 *   file demo.c
 *   function build: occurrences=1 increment=8000 ...
 *     occurrences=1000 increment=8000 ... | rows[i] = make_row(COLUMNS);
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "check_snapshot.h"

#define FIRST_LINE "# memprof baseline 1"
#define BASELINE_MOST ((size_t)256 << 20)

/* Mem usage depends on all that ran before: it is no figure of the line. */
static const enum mp_column kept[] = {MP_OCCURRENCES, MP_INCREMENT, MP_PEAK,  MP_ALLOCS,
				      MP_ALLOCATED,   MP_FREES,     MP_FREED, MP_RETAINED};
#define KEPT (sizeof kept / sizeof *kept)

static void put_figures(struct mp_text *text, const struct mp_figures *figures)
{
	for (size_t i = 0; i < KEPT; i++) {
		int64_t value = mp_column_value(figures, kept[i]);
		if (value)
			mp_text_printf(text, " %s=%lld", mp_column_name(kept[i]), (long long)value);
	}
}

void check_baseline_print(const struct check_snapshot *snapshot, struct mp_text *text)
{
	mp_text_puts(text, FIRST_LINE "\n"
				      "# Compared by `memprof check --baseline`; rewritten by its "
				      "--update. Figures of 0 are left out.\n");
	mp_text_printf(text, "metric %s\nprogram:", snapshot->metric);
	put_figures(text, &snapshot->program);
	mp_text_puts(text, "\n");
	for (size_t i = 0; i < snapshot->unit_count; i++) {
		const struct check_unit *unit = &snapshot->units[i];
		if (i == 0 || strcmp(unit->file, unit[-1].file) != 0)
			mp_text_printf(text, "file %s\n", unit->file);
		mp_text_printf(text, "function %s:", unit->name);
		put_figures(text, &unit->figures);
		mp_text_puts(text, "\n");
		for (size_t r = 0; r < unit->row_count; r++) {
			mp_text_puts(text, " ");
			put_figures(text, &unit->rows[r].figures);
			mp_text_puts(text, *unit->rows[r].text ? " | " : " |");
			mp_text_puts(text, unit->rows[r].text);
			mp_text_puts(text, "\n");
		}
	}
}

static bool write_all(const char *path, const struct mp_text *text)
{
	FILE *out = fopen(path, "we");
	if (!out)
		return false;
	bool good = fwrite(text->data, 1, text->size, out) == text->size;
	int error = errno;
	good = fclose(out) == 0 && good;
	if (!good && error)
		errno = error;
	return good;
}

bool check_baseline_write(const struct check_snapshot *snapshot, const char *path, char **error)
{
	struct mp_text text = {0};
	check_baseline_print(snapshot, &text);
	char *next = mp_format("%s.new.%ld", path, (long)getpid());
	bool good = write_all(next, &text) && rename(next, path) == 0;
	if (!good) {
		*error = mp_format("%s: cannot be written: %s", path, strerror(errno));
		unlink(next);
	}
	free(next);
	mp_text_free(&text);
	return good;
}

struct reader {
	struct mp_arena *arena;
	const char *name, *error;
	uint32_t line;
	struct check_snapshot *snapshot;
	const char *file;
	size_t unit_room, row_room;
	struct check_unit *units; /* growing; copied to the arena at the end */
	struct check_row *rows;   /* of the current unit */
	size_t row_count;
};

static bool set_figure(struct mp_figures *figures, enum mp_column column, int64_t value)
{
	bool counts = column != MP_INCREMENT && column != MP_PEAK && column != MP_RETAINED;
	if (counts && value < 0)
		return false;
	switch (column) {
	case MP_OCCURRENCES:
		figures->occurrences = (uint64_t)value;
		return true;
	case MP_INCREMENT:
		figures->increment = value;
		return true;
	case MP_PEAK:
		figures->peak = value;
		return true;
	case MP_ALLOCS:
		figures->allocs = (uint64_t)value;
		return true;
	case MP_ALLOCATED:
		figures->allocated = (uint64_t)value;
		return true;
	case MP_FREES:
		figures->frees = (uint64_t)value;
		return true;
	case MP_FREED:
		figures->freed = (uint64_t)value;
		return true;
	case MP_RETAINED:
		figures->retained = value;
		return true;
	default:
		return false;
	}
}

/* "a=1 b=2", to the end of the text. */
static bool read_figures(struct reader *r, char *text, struct mp_figures *figures)
{
	for (char *word; (word = strsep(&text, " "));) {
		if (!*word)
			continue;
		char *equals = strchr(word, '='), *end;
		enum mp_column column;
		if (equals)
			*equals = 0;
		errno = 0;
		long long value = equals ? strtoll(equals + 1, &end, 10) : 0;
		if (!equals || end == equals + 1 || *end || errno ||
		    !mp_column_parse(word, &column) || !set_figure(figures, column, value)) {
			r->error = mp_arena_format(r->arena, "'%.40s' is no figure", word);
			return false;
		}
	}
	return true;
}

static void end_unit(struct reader *r)
{
	if (r->snapshot->unit_count == 0)
		return;
	struct check_unit *unit = &r->units[r->snapshot->unit_count - 1];
	unit->rows = mp_arena_alloc(r->arena, r->row_count, sizeof *unit->rows);
	if (r->row_count)
		memcpy(unit->rows, r->rows, r->row_count * sizeof *unit->rows);
	unit->row_count = r->row_count;
	r->row_count = 0;
}

static void read_function(struct reader *r, char *text)
{
	/* Names have colons as well; figures have none. */
	char *colon = strrchr(text, ':');
	colon = colon && (colon[1] == ' ' || colon[1] == 0) ? colon : NULL;
	if (!colon || !r->file) {
		r->error = colon ? "a function before any 'file'"
				 : "'function NAME: FIGURES' is meant?";
		return;
	}
	*colon = 0;
	end_unit(r);
	struct check_unit *unit = MP_PUSH(r->units, r->snapshot->unit_count, r->unit_room);
	unit->name = mp_arena_strdup(r->arena, text);
	unit->file = r->file;
	unit->has_text = true;
	read_figures(r, colon + 1, &unit->figures);
}

static void read_row(struct reader *r, char *text)
{
	char *bar = strchr(text, '|');
	if (!bar || r->snapshot->unit_count == 0) {
		r->error = bar ? "a line before any 'function'"
			       : "'|' before the source text is missing";
		return;
	}
	*bar++ = 0;
	struct check_row *row = MP_PUSH(r->rows, r->row_count, r->row_room);
	row->text = mp_arena_strdup(r->arena, bar + (*bar == ' '));
	row->key = budget_hash(row->text);
	if (row->key == 0)
		r->units[r->snapshot->unit_count - 1].has_text = false;
	read_figures(r, text, &row->figures);
}

static void read_line(struct reader *r, char *text)
{
	if (r->line == 1 && strcmp(text, FIRST_LINE) != 0)
		r->error = strncmp(text, FIRST_LINE, sizeof FIRST_LINE - 2) == 0
				   ? "a baseline of another version; record it anew"
				   : "this is no baseline: its first line is not '" FIRST_LINE "'";
	else if (*text == '#' || *text == 0)
		return;
	else if (*text == ' ')
		read_row(r, text);
	else if (strncmp(text, "function ", 9) == 0)
		read_function(r, text + 9);
	else if (strncmp(text, "file ", 5) == 0)
		r->file = mp_arena_strdup(r->arena, text + 5);
	else if (strncmp(text, "program:", 8) == 0)
		read_figures(r, text + 8, &r->snapshot->program);
	else if (strncmp(text, "metric ", 7) == 0)
		r->snapshot->metric = mp_arena_strdup(r->arena, text + 7);
	else
		r->error = "neither metric, program, file, function nor a line of figures";
}

struct check_snapshot *check_baseline_parse(struct mp_arena *arena, const char *name, char *text,
					    char **error)
{
	struct reader r = {.arena = arena, .name = name};
	r.snapshot = mp_arena_alloc(arena, 1, sizeof *r.snapshot);
	r.snapshot->name = mp_arena_strdup(arena, name);
	r.snapshot->metric = "heap";
	for (char *line; !r.error && (line = strsep(&text, "\n"));) {
		size_t length = strlen(line);
		if (length && line[length - 1] == '\r')
			line[length - 1] = 0;
		r.line++;
		read_line(&r, line);
	}
	end_unit(&r);
	size_t count = r.snapshot->unit_count;
	r.snapshot->units = mp_arena_alloc(arena, count, sizeof *r.units);
	if (count)
		memcpy(r.snapshot->units, r.units, count * sizeof *r.units);
	free(r.units);
	free(r.rows);
	if (!r.error)
		return r.snapshot;
	*error = mp_format("%s:%u: %s", name, r.line, r.error);
	return NULL;
}

struct check_snapshot *check_baseline_read(struct mp_arena *arena, const char *path, char **error)
{
	FILE *in = fopen(path, "re");
	struct mp_text text = {0};
	char piece[65536];
	mp_text_puts(&text, "");
	for (size_t got; in && (got = fread(piece, 1, sizeof piece, in)) > 0;) {
		mp_text_add(&text, piece, got);
		if (text.size > BASELINE_MOST)
			break;
	}
	bool large = text.size > BASELINE_MOST;
	struct check_snapshot *snapshot = NULL;
	if (!in || ferror(in) || large)
		*error = mp_format("%s: cannot be read: %s; `memprof baseline RUN -o FILE` records "
				   "a baseline",
				   path, large ? "larger than 256 MiB" : strerror(errno));
	else
		snapshot = check_baseline_parse(arena, path, text.data, error);
	if (in)
		fclose(in);
	mp_text_free(&text);
	return snapshot;
}
