/* check_compare.c - what grew, shrank, appeared and vanished against a baseline. Growth beyond the
 * tolerance fails. A line or function that is new fails only if what contains it grew as well:
 * code that merely moved is no regression. Likewise a line that gives back less than before fails
 * only if the program is left with more: what is missing may never have been allocated. */
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"

bool check_tolerance_parse(const char *text, struct check_tolerance *tolerance)
{
	char *copy = mp_strdup(text), *rest = copy;
	bool good = *text != 0;
	for (char *part; good && (part = strsep(&rest, ","));) {
		size_t length = strlen(part);
		char *end;
		int64_t bytes;
		if (length > 1 && part[length - 1] == '%') {
			double percent = strtod(part, &end);
			good = strspn(part, "0123456789.") == (size_t)(end - part) &&
			       strcmp(end + strspn(end, " "), "%") == 0 && percent <= 1e6;
			tolerance->ppm = good ? (int64_t)(percent * 10000 + 0.5) : 0;
		} else {
			good = mp_bytes_parse(part, &bytes) && bytes >= 0;
			tolerance->bytes = good ? bytes : 0;
		}
	}
	free(copy);
	return good;
}

const char *check_metrics_parse(struct mp_arena *arena, const char *list,
				struct check_comparison *how)
{
	char *rest = mp_arena_strdup(arena, list);
	how->metric_count = 0;
	for (char *name; (name = strsep(&rest, ","));) {
		enum mp_column column;
		if (!mp_column_parse(name, &column) || column == MP_MEM_USAGE)
			return name;
		bool known = false;
		for (size_t i = 0; i < how->metric_count; i++)
			known |= how->metrics[i] == column;
		if (!known)
			how->metrics[how->metric_count++] = column;
	}
	return NULL;
}

struct comparer {
	struct check *check;
	bool program_grew; /* in live bytes at the end */
	const struct check_comparison *how;
	const struct check_unit *unit; /* of the run; of the baseline if it vanished */
	size_t failures;
};

static int64_t allowance(const struct check_comparison *how, enum mp_column column, int64_t old)
{
	int64_t size = old < 0 ? (old == INT64_MIN ? INT64_MAX : -old) : old;
	__int128 share = (__int128)size * how->tolerance.ppm / 1000000;
	int64_t allowed = share > INT64_MAX ? INT64_MAX : (int64_t)share;
	if (mp_column_is_bytes(column) && how->tolerance.bytes > allowed)
		allowed = how->tolerance.bytes;
	return allowed;
}

/* 1: beyond the tolerance; 0: within; -1: smaller by any amount. */
static int direction(const struct comparer *c, enum mp_column column, const struct mp_figures *old,
		     const struct mp_figures *new)
{
	int64_t before = mp_column_value(old, column), after = mp_column_value(new, column);
	if (after < before)
		return -1;
	if (before < 0 && after <= 0 && !c->program_grew)
		return 0;
	return (__int128)after - before > allowance(c->how, column, before);
}

static struct check_result *add(struct comparer *c, enum check_level level, enum check_rule rule,
				const struct check_row *row)
{
	struct check_result *result = check_add(c->check, level, rule);
	const struct check_unit *unit = c->unit;
	result->function = unit->name;
	result->file = unit->path ? unit->path : unit->file;
	result->line = row && row->line ? row->line : unit->line;
	result->column = row && row->line ? row->column : unit->column;
	if (row && row->line) {
		const struct check_text *text = check_text_of(c->check, row->file);
		result->file = text->source.path ? text->source.path
						 : c->check->profile->files[row->file].absolute;
	}
	result->code = row ? row->text : "";
	result->what = "baseline";
	c->failures += level >= CHECK_FAIL;
	return result;
}

static double weight(enum mp_column column, int64_t before, int64_t after, bool own)
{
	double grown = (double)after - (double)before;
	if (!mp_column_is_bytes(column))
		grown *= 16;
	/* Where it was allocated says more than who called that. */
	return own ? grown * 1e6 : grown;
}

/* All metrics that went in this direction, in one sentence. */
static const char *changes(struct comparer *c, const struct mp_figures *old,
			   const struct mp_figures *new, int wanted, double *badness)
{
	struct mp_text text = {0};
	bool own = new->allocated != old->allocated || new->retained != old->retained;
	for (size_t i = 0; i < c->how->metric_count; i++) {
		enum mp_column column = c->how->metrics[i];
		if (direction(c, column, old, new) != wanted)
			continue;
		int64_t before = mp_column_value(old, column), after = mp_column_value(new, column);
		struct mp_arena *arena = c->check->arena;
		const char *change = check_change(arena, column, before, after);
		bool exact = !strchr(change, '%') && !strstr(change, "-fold") && before != 0;
		mp_text_printf(&text, "%s%s %sfrom %s to %s (%s)", text.size ? "; " : "",
			       mp_column_name(column),
			       text.size    ? ""
			       : wanted > 0 ? "grew "
					    : "shrank ",
			       check_value(arena, column, before, exact),
			       check_value(arena, column, after, exact), change);
		double heavy = weight(column, before, after, own);
		*badness = heavy > *badness ? heavy : *badness;
	}
	own |= new->freed != old->freed || new->allocs != old->allocs;
	if (text.size && !own)
		mp_text_puts(&text, ", in what it calls");
	const char *kept = text.size ? mp_arena_strdup(c->check->arena, text.data) : NULL;
	mp_text_free(&text);
	return kept;
}

static const char *amounts(struct comparer *c, const struct mp_figures *figures)
{
	struct mp_text text = {0};
	for (size_t i = 0; i < c->how->metric_count; i++) {
		int64_t value = mp_column_value(figures, c->how->metrics[i]);
		if (value)
			mp_text_printf(
				&text, "%s%s %s", text.size ? ", " : "",
				mp_column_name(c->how->metrics[i]),
				check_value(c->check->arena, c->how->metrics[i], value, false));
	}
	const char *kept = text.size ? mp_arena_strdup(c->check->arena, text.data) : NULL;
	mp_text_free(&text);
	return kept;
}

static void compare_row(struct comparer *c, const struct check_row *old,
			const struct check_row *new, bool edited)
{
	double badness = 0, ignored = 0;
	const char *grown = changes(c, &old->figures, &new->figures, 1, &badness);
	const char *shrunk = changes(c, &old->figures, &new->figures, -1, &ignored);
	const char *prefix = edited ? "edited line: " : "";
	if (grown) {
		struct check_result *r = add(c, CHECK_FAIL, CHECK_BASELINE_GREW, new);
		r->message = mp_arena_format(c->check->arena, "%s%s", prefix, grown);
		r->badness = badness;
	} else if (shrunk) {
		struct check_result *r = add(c, CHECK_NOTE, CHECK_BASELINE_SHRANK, new);
		r->message = mp_arena_format(c->check->arena, "%s%s", prefix, shrunk);
	}
}

/* Does what is new stand in something that grew in one of the metrics that it has? */
static bool container_grew(struct comparer *c, const struct mp_figures *new,
			   const struct mp_figures *container_old,
			   const struct mp_figures *container_new, double *badness)
{
	static const struct mp_figures nothing;
	bool grew = false;
	for (size_t i = 0; i < c->how->metric_count; i++) {
		enum mp_column column = c->how->metrics[i];
		if (direction(c, column, &nothing, new) <= 0 ||
		    direction(c, column, container_old, container_new) <= 0)
			continue;
		double heavy = weight(column, 0, mp_column_value(new, column), new->allocated > 0);
		*badness = heavy > *badness ? heavy : *badness;
		grew = true;
	}
	return grew;
}

static void row_appeared(struct comparer *c, const struct check_row *row,
			 const struct check_unit *old)
{
	const char *has = amounts(c, &row->figures);
	double badness = 0;
	if (!has)
		return;
	bool grew = container_grew(c, &row->figures, &old->figures, &c->unit->figures, &badness);
	struct check_result *r =
		add(c, grew ? CHECK_FAIL : CHECK_NOTE, CHECK_BASELINE_APPEARED, row);
	r->message = mp_arena_format(c->check->arena, "new line: %s; %s '%s' %s", has,
				     grew ? "its function" : "but its function", c->unit->name,
				     grew ? "grew" : "did not grow");
	r->badness = badness;
}

static void row_vanished(struct comparer *c, const struct check_row *row)
{
	const char *had = amounts(c, &row->figures);
	if (had)
		add(c, CHECK_NOTE, CHECK_BASELINE_VANISHED, NULL)->message = mp_arena_format(
			c->check->arena, "line is gone or never ran: '%s' had %s", row->text, had);
}

static void compare_unit(struct comparer *c, const struct check_unit *old)
{
	struct check_row_pairs pairs;
	const struct check_unit *new = c->unit;
	size_t failures = c->failures;
	check_match_rows(c->check->arena, old, new, &pairs);
	for (size_t i = 0; i < new->row_count; i++) {
		if (pairs.old_of_new[i] != SIZE_MAX)
			compare_row(c, &old->rows[pairs.old_of_new[i]], &new->rows[i],
				    pairs.edited[i]);
		else
			row_appeared(c, &new->rows[i], old);
	}
	for (size_t i = 0; i < old->row_count; i++)
		if (!pairs.old_used[i])
			row_vanished(c, &old->rows[i]);
	if (failures == c->failures)
		add(c, CHECK_PASS, CHECK_BASELINE_GREW, NULL)->message = mp_arena_format(
			c->check->arena, "function '%s' is within the baseline", new->name);
}

static void unit_appeared(struct comparer *c, const struct check_snapshot *old,
			  const struct check_snapshot *new)
{
	const char *has = amounts(c, &c->unit->figures);
	double badness = 0;
	if (!has) {
		add(c, CHECK_PASS, CHECK_BASELINE_APPEARED, NULL)->message = mp_arena_format(
			c->check->arena, "new function '%s' needs nothing", c->unit->name);
		return;
	}
	bool grew = container_grew(c, &c->unit->figures, &old->program, &new->program, &badness);
	struct check_result *r =
		add(c, grew ? CHECK_FAIL : CHECK_NOTE, CHECK_BASELINE_APPEARED, NULL);
	r->message =
		mp_arena_format(c->check->arena, "new function '%s': %s; %s", c->unit->name, has,
				grew ? "the program grew" : "but the program did not grow");
	r->badness = badness;
}

void check_compare(struct check *check, const struct check_snapshot *old,
		   const struct check_snapshot *new, const struct check_comparison *how)
{
	struct comparer c = {.check = check, .how = how};
	struct check_pairs pairs;
	c.program_grew = direction(&c, MP_INCREMENT, &old->program, &new->program) > 0;
	check_match_units(check->arena, old, new, &pairs);
	for (size_t i = 0; i < new->unit_count; i++) {
		c.unit = &new->units[i];
		if (pairs.old_of_new[i] != SIZE_MAX)
			compare_unit(&c, &old->units[pairs.old_of_new[i]]);
		else
			unit_appeared(&c, old, new);
	}
	for (size_t i = 0; i < old->unit_count; i++) {
		c.unit = &old->units[i];
		const char *had = pairs.old_used[i] ? NULL : amounts(&c, &old->units[i].figures);
		if (had)
			add(&c, CHECK_NOTE, CHECK_BASELINE_VANISHED, NULL)->message =
				mp_arena_format(
					check->arena,
					"function '%s' is gone or was not called; it had %s",
					c.unit->name, had);
	}
}
