/* check_diff.c - see check_diff.h. A line is in the list once, with its figures before and after;
 * where one of them is missing it stands as 0. */
#include <stdlib.h>
#include <string.h>
#include "check_diff.h"
#include "json_out.h"

enum fate { SAME_TEXT, EDITED, APPEARED, VANISHED };

struct line {
	const struct check_unit *unit; /* after, or before if it vanished */
	const struct check_row *row;
	const struct mp_figures *before, *after;
	enum fate fate;
	size_t order;
};

struct check_diff {
	struct check *check;
	const struct check_snapshot *before, *after;
	struct line *lines; /* in the order of the listing */
	size_t count, room;
	bool by_shape; /* some lines were matched without their text */
};

static const struct mp_figures nothing;

static void add(struct check_diff *d, const struct check_unit *unit, const struct check_row *row,
		const struct mp_figures *before, const struct mp_figures *after, enum fate fate)
{
	struct line *line = MP_PUSH(d->lines, d->count, d->room);
	*line = (struct line){unit, row, before, after, fate, d->count};
}

static void add_all(struct check_diff *d, const struct check_unit *unit, enum fate fate)
{
	for (size_t i = 0; i < unit->row_count; i++) {
		const struct mp_figures *figures = &unit->rows[i].figures;
		add(d, unit, &unit->rows[i], fate == VANISHED ? figures : &nothing,
		    fate == VANISHED ? &nothing : figures, fate);
	}
}

/* Lines that vanished stand before the first that follows them in the old order. */
static void add_unit(struct check_diff *d, const struct check_unit *old,
		     const struct check_unit *new)
{
	struct check_row_pairs pairs;
	size_t shown = 0;
	check_match_rows(d->check->arena, old, new, &pairs);
	d->by_shape |= !(old->has_text && new->has_text);
	for (size_t i = 0; i < new->row_count; i++) {
		size_t partner = pairs.old_of_new[i];
		for (; partner != SIZE_MAX && shown < partner; shown++)
			if (!pairs.old_used[shown])
				add(d, new, &old->rows[shown], &old->rows[shown].figures, &nothing,
				    VANISHED);
		if (partner == SIZE_MAX)
			add(d, new, &new->rows[i], &nothing, &new->rows[i].figures, APPEARED);
		else
			add(d, new, &new->rows[i], &old->rows[partner].figures,
			    &new->rows[i].figures, pairs.edited[i] ? EDITED : SAME_TEXT);
	}
	for (; shown < old->row_count; shown++)
		if (!pairs.old_used[shown])
			add(d, new, &old->rows[shown], &old->rows[shown].figures, &nothing,
			    VANISHED);
}

struct check_diff *check_diff_new(struct check *check, const struct check_snapshot *before,
				  const struct check_snapshot *after)
{
	struct check_diff *d = mp_zalloc(1, sizeof *d);
	struct check_pairs pairs;
	*d = (struct check_diff){.check = check, .before = before, .after = after};
	check_match_units(check->arena, before, after, &pairs);
	for (size_t i = 0; i < after->unit_count; i++) {
		if (pairs.old_of_new[i] == SIZE_MAX)
			add_all(d, &after->units[i], APPEARED);
		else
			add_unit(d, &before->units[pairs.old_of_new[i]], &after->units[i]);
	}
	for (size_t i = 0; i < before->unit_count; i++)
		if (!pairs.old_used[i])
			add_all(d, &before->units[i], VANISHED);
	return d;
}

void check_diff_free(struct check_diff *diff)
{
	free(diff->lines);
	free(diff);
}

static int64_t difference(int64_t before, int64_t after)
{
	int64_t change;
	if (__builtin_sub_overflow(after, before, &change))
		return after > before ? INT64_MAX : INT64_MIN;
	return change;
}

static int64_t change_of(const struct line *line, enum mp_column metric)
{
	return difference(mp_column_value(line->before, metric),
			  mp_column_value(line->after, metric));
}

static enum mp_column sort_metric;

static int compare_changes(const void *a, const void *b)
{
	const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;
	int64_t by_x = change_of(x, sort_metric), by_y = change_of(y, sort_metric);
	uint64_t size_x = by_x < 0 ? 0 - (uint64_t)by_x : (uint64_t)by_x;
	uint64_t size_y = by_y < 0 ? 0 - (uint64_t)by_y : (uint64_t)by_y;
	if (size_x != size_y)
		return size_x > size_y ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* The lines that changed, sorted. To be freed. */
static struct line **changed(struct check_diff *d, enum mp_column metric, size_t *count)
{
	struct line **list = mp_zalloc(d->count, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < d->count; i++)
		if (change_of(&d->lines[i], metric))
			list[(*count)++] = &d->lines[i];
	sort_metric = metric;
	if (*count)
		qsort(list, *count, sizeof *list, compare_changes);
	return list;
}

static const char *signed_value(struct check_diff *d, enum mp_column metric, int64_t value)
{
	const char *text = check_value(d->check->arena, metric, value, false);
	return value > 0 ? mp_arena_format(d->check->arena, "+%s", text) : text;
}

/* Without a file of that side: nothing. */
static const char *cell(struct check_diff *d, enum mp_column metric, const struct mp_figures *f)
{
	return f == &nothing
		       ? "-"
		       : check_value(d->check->arena, metric, mp_column_value(f, metric), false);
}

static void put(FILE *out, const char *text)
{
	mp_put_safe(out, text, strlen(text));
}

static void put_cells(struct check_diff *d, enum mp_column metric, const struct line *line,
		      FILE *out)
{
	fprintf(out, "%12s %12s %12s", cell(d, metric, line->before), cell(d, metric, line->after),
		signed_value(d, metric, change_of(line, metric)));
}

static void put_place(struct check_diff *d, const struct line *line, FILE *out)
{
	const struct check_unit *unit = line->unit;
	put(out, unit->path ? check_path_here(d->check, unit->path) : unit->file);
	if (line->fate != VANISHED && line->row->line)
		fprintf(out, ":%u", line->row->line);
	fputs("  ", out);
	put(out, unit->name);
	fputs(": ", out);
	put(out, *line->row->text ? line->row->text : "(source not found)");
	fputs(line->fate == APPEARED   ? "  [new]"
	      : line->fate == VANISHED ? "  [gone]"
	      : line->fate == EDITED   ? "  [edited]"
				       : "",
	      out);
}

static void put_totals(struct check_diff *d, FILE *out)
{
	static const enum mp_column columns[] = {MP_PEAK, MP_ALLOCS, MP_ALLOCATED, MP_RETAINED};
	fputs("\nProgram:", out);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		int64_t before = mp_column_value(&d->before->program, columns[i]);
		int64_t after = mp_column_value(&d->after->program, columns[i]);
		fprintf(out, "%s %s %s -> %s", i ? "," : "", mp_column_name(columns[i]),
			check_value(d->check->arena, columns[i], before, false),
			check_value(d->check->arena, columns[i], after, false));
	}
	fputc('\n', out);
	if (d->by_shape)
		fputs("Note: a source is not the one that was built, so lines were matched by "
		      "their "
		      "place.\n",
		      out);
}

void check_diff_text(struct check_diff *d, const struct check_diff_options *o, FILE *out)
{
	size_t count;
	struct line **list = changed(d, o->metric, &count);
	size_t shown = o->top && o->top < count ? o->top : count;
	if (count == 0)
		fprintf(out, "No line's %s changed.\n", mp_column_name(o->metric));
	else
		fprintf(out, "%12s %12s %12s  %s\n", "Before", "After", "Change",
			mp_column_title(o->metric));
	for (size_t i = 0; i < shown; i++) {
		put_cells(d, o->metric, list[i], out);
		fputs("  ", out);
		put_place(d, list[i], out);
		fputc('\n', out);
	}
	if (shown < count)
		fprintf(out, "... and %zu more lines\n", count - shown);
	put_totals(d, out);
	free(list);
}

static bool unit_changed(const struct check_diff *d, size_t first, size_t end,
			 enum mp_column metric)
{
	for (; first < end; first++)
		if (change_of(&d->lines[first], metric) || d->lines[first].fate != SAME_TEXT)
			return true;
	return false;
}

void check_diff_annotate(struct check_diff *d, const struct check_diff_options *o, FILE *out)
{
	size_t tables = 0;
	for (size_t first = 0, end; first < d->count; first = end) {
		const struct check_unit *unit = d->lines[first].unit;
		for (end = first; end < d->count && d->lines[end].unit == unit;)
			end++;
		if (!unit_changed(d, first, end, o->metric))
			continue;
		fprintf(out, "%s%s: ", tables++ ? "\n" : "", unit->file);
		put(out, unit->name);
		fprintf(out, "\n   %12s %12s %12s   %s\n", "Before", "After", "Change",
			mp_column_title(o->metric));
		for (size_t i = first; i < end; i++) {
			const struct line *line = &d->lines[i];
			fputs(line->fate == APPEARED   ? " + "
			      : line->fate == VANISHED ? " - "
			      : line->fate == EDITED   ? " ~ "
						       : "   ",
			      out);
			put_cells(d, o->metric, line, out);
			fputs("   ", out);
			put(out, line->row->text);
			fputc('\n', out);
		}
	}
	if (tables == 0)
		fprintf(out, "No line's %s changed.\n", mp_column_name(o->metric));
	put_totals(d, out);
}

static const enum mp_column all_columns[] = {MP_OCCURRENCES, MP_INCREMENT, MP_PEAK,  MP_ALLOCS,
					     MP_ALLOCATED,   MP_FREES,     MP_FREED, MP_RETAINED};
#define ALL_COLUMNS (sizeof all_columns / sizeof *all_columns)

static void put_figures(struct mp_json *json, const char *key, const struct mp_figures *figures)
{
	if (figures == &nothing) {
		mp_json_null(json, key);
		return;
	}
	mp_json_open(json, key, '{');
	for (size_t i = 0; i < ALL_COLUMNS; i++)
		mp_json_int(json, mp_column_name(all_columns[i]),
			    mp_column_value(figures, all_columns[i]));
	mp_json_close(json, '}');
}

static bool changed_anyhow(const struct line *line)
{
	for (size_t i = 0; i < ALL_COLUMNS; i++)
		if (change_of(line, all_columns[i]))
			return true;
	return false;
}

void check_diff_json(struct check_diff *d, const struct check_diff_options *o, FILE *out)
{
	static const char *const fates[] = {"same", "edited", "new", "gone"};
	struct mp_json json = {.out = out, .flat = 3};
	size_t shown = 0;
	mp_json_open(&json, NULL, '{');
	mp_json_uint(&json, "version", 1);
	mp_json_string(&json, "metric", d->after->metric);
	mp_json_open(&json, "program", '{');
	put_figures(&json, "before", &d->before->program);
	put_figures(&json, "after", &d->after->program);
	mp_json_close(&json, '}');
	mp_json_bool(&json, "matched_without_text", d->by_shape);
	mp_json_open(&json, "lines", '[');
	for (size_t i = 0; i < d->count && (!o->top || shown < o->top); i++) {
		const struct line *line = &d->lines[i];
		if (!changed_anyhow(line))
			continue;
		shown++;
		mp_json_open(&json, NULL, '{');
		mp_json_string(&json, "match", fates[line->fate]);
		mp_json_string(&json, "file", line->unit->file);
		mp_json_uint(&json, "line", line->fate == VANISHED ? 0 : line->row->line);
		mp_json_string(&json, "function", line->unit->name);
		mp_json_string(&json, "source", line->row->text);
		put_figures(&json, "before", line->before);
		put_figures(&json, "after", line->after);
		mp_json_close(&json, '}');
	}
	mp_json_close(&json, ']');
	mp_json_close(&json, '}');
}
