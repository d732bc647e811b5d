/* model_merge.c - instances to functions, statements to lines, lines to places.
 *
 * A header's function compiled in three units, or a template instantiated for three types, is one
 * function with one table: its statements are matched by home, kind and position among equals.
 */
#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "model_build.h"

static int compare_numbers(uint64_t x, uint64_t y)
{
	return x < y ? -1 : x > y;
}

/* ---- instances ------------------------------------------------------------------------------- */

static int compare_instances(const void *a, const void *b)
{
	const struct mp_instance *x = a, *y = b;
	int order = compare_numbers(x->function.file, y->function.file);
	if (!order)
		order = compare_numbers(x->function.line, y->function.line);
	if (!order)
		order = compare_numbers(x->function.column, y->function.column);
	return order ? order : strcmp(x->base, y->base);
}

static int compare_instances_stably(const void *a, const void *b)
{
	int order = compare_instances(a, b);
	return order ? order
		     : compare_numbers(((const struct mp_instance *)a)->sequence,
				       ((const struct mp_instance *)b)->sequence);
}

/* A statement of a group of instances, while they are merged. */
struct member {
	struct mp_statement statement;
	uint32_t ordinal;
	bool foreign; /* in another file than its function */
};

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = compare_numbers(x->foreign, y->foreign);
	if (!order)
		order = compare_numbers(x->statement.file, y->statement.file);
	if (!order)
		order = compare_numbers(x->statement.line, y->statement.line);
	if (!order)
		order = compare_numbers(x->statement.column, y->statement.column);
	if (!order)
		order = compare_numbers(x->statement.kind, y->statement.kind);
	return order ? order : compare_numbers(x->ordinal, y->ordinal);
}

static struct member member(const struct mp_instance *instance, size_t i)
{
	const struct mp_statement *s = &instance->function.statements[i];
	return (struct member){*s, instance->ordinals[i], s->file != instance->function.file};
}

/* The usual case: the same statements everywhere. */
static bool add_equal_statements(struct mp_instance *sum, const struct mp_instance *more)
{
	size_t count = sum->function.statement_count;
	if (more->function.statement_count != count)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct member x = member(sum, i), y = member(more, i);
		if (compare_members(&x, &y) != 0)
			return false;
	}
	for (size_t i = 0; i < count; i++)
		mp_figures_add(&sum->function.statements[i].figures,
			       &more->function.statements[i].figures);
	return true;
}

/* Adds the statements of all `more`, whatever they are, in one go. */
static void merge_statements(struct mp_arena *arena, struct mp_instance *sum,
			     struct mp_instance **more, size_t count)
{
	size_t room = sum->function.statement_count, n = 0, kept = 0;
	for (size_t i = 0; i < count; i++)
		room += more[i]->function.statement_count;
	struct member *all = mp_zalloc(room, sizeof *all);
	for (size_t i = 0; i < sum->function.statement_count; i++)
		all[n++] = member(sum, i);
	for (size_t k = 0; k < count; k++)
		for (size_t i = 0; i < more[k]->function.statement_count; i++)
			all[n++] = member(more[k], i);
	qsort(all, n, sizeof *all, compare_members);
	for (size_t i = 0; i < n; i++) {
		if (kept && compare_members(&all[kept - 1], &all[i]) == 0)
			mp_figures_add(&all[kept - 1].statement.figures, &all[i].statement.figures);
		else
			all[kept++] = all[i];
	}
	sum->function.statements = mp_arena_alloc(arena, kept, sizeof *sum->function.statements);
	sum->function.statement_count = kept;
	for (size_t i = 0; i < kept; i++)
		sum->function.statements[i] = all[i].statement;
	free(all);
}

static void merge_headers(struct mp_instance *sum, const struct mp_instance *more)
{
	struct mp_function *f = &sum->function;
	const struct mp_function *g = &more->function;
	if (more->entered && (!sum->entered || more->entered < sum->entered)) {
		f->entry_bytes = g->entry_bytes;
		sum->entered = more->entered;
	}
	if (strcmp(f->name, g->name) != 0)
		f->name = sum->base;
	if (g->last_line > f->last_line)
		f->last_line = g->last_line;
	f->instances += g->instances;
	f->by_calls &= g->by_calls;
	f->recursive |= g->recursive;
	f->calls += g->calls;
	f->net_bytes = (int64_t)((uint64_t)f->net_bytes + (uint64_t)g->net_bytes);
	mp_figures_add(&f->own, &g->own);
}

static void merge_group(struct mp_arena *arena, struct mp_instance *group, size_t count)
{
	struct mp_instance **unequal = mp_zalloc(count, sizeof *unequal);
	size_t unequal_count = 0;
	for (size_t i = 1; i < count; i++) {
		merge_headers(&group[0], &group[i]);
		if (!add_equal_statements(&group[0], &group[i]))
			unequal[unequal_count++] = &group[i];
	}
	if (unequal_count)
		merge_statements(arena, &group[0], unequal, unequal_count);
	free(unequal);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void make_lines(struct mp_arena *arena, struct mp_function *f)
{
	size_t count = 0;
	for (size_t i = 0; i < f->statement_count; i++)
		count += i == 0 || f->statements[i].line != f->statements[i - 1].line ||
			 f->statements[i].file != f->statements[i - 1].file;
	f->lines = mp_arena_alloc(arena, count, sizeof *f->lines);
	f->line_count = 0;
	f->sum = f->own;
	for (size_t i = 0; i < f->statement_count; i++) {
		const struct mp_statement *s = &f->statements[i];
		struct mp_line *line = f->line_count ? &f->lines[f->line_count - 1] : NULL;
		if (!line || line->line != s->line || line->file != s->file) {
			line = &f->lines[f->line_count++];
			*line = (struct mp_line){
				.file = s->file, .line = s->line, .first_statement = i};
		}
		uint64_t most = line->figures.occurrences > s->figures.occurrences
					? line->figures.occurrences
					: s->figures.occurrences;
		mp_figures_add(&line->figures, &s->figures);
		line->figures.occurrences = most;
		line->statement_count++;
		mp_figures_add(&f->sum, &s->figures);
	}
	f->ran = f->calls > 0;
	for (size_t i = 0; i < f->statement_count && !f->ran; i++)
		f->ran = f->statements[i].figures.occurrences > 0;
	f->sum.occurrences = f->calls;
	if (f->recursive) /* its lines share bytes; no function claims one twice, either */
		f->sum.increment = f->net_bytes;
	f->peak = f->sum.peak;
}

struct mp_function *mp_merge_instances(struct mp_arena *arena, struct mp_instance *instances,
				       size_t count, size_t *functions)
{
	if (count)
		qsort(instances, count, sizeof *instances, compare_instances_stably);
	struct mp_function *merged = mp_arena_alloc(arena, count, sizeof *merged);
	*functions = 0;
	for (size_t i = 0; i < count;) {
		size_t k = i + 1;
		while (k < count && compare_instances(&instances[i], &instances[k]) == 0)
			k++;
		merge_group(arena, &instances[i], k - i);
		make_lines(arena, &instances[i].function);
		merged[(*functions)++] = instances[i].function;
		i = k;
	}
	return merged;
}

/* ---- places ---------------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b)
{
	const struct mp_place *x = a, *y = b;
	int order = compare_numbers(x->file, y->file);
	if (!order)
		order = compare_numbers(x->line, y->line);
	return order ? order : compare_numbers(x->function, y->function);
}

struct mp_place *mp_merge_places(struct mp_arena *arena, const struct mp_function *functions,
				 size_t count, size_t *places)
{
	size_t lines = 0;
	for (size_t i = 0; i < count; i++)
		lines += functions[i].line_count;
	struct mp_place *all = mp_arena_alloc(arena, lines, sizeof *all);
	size_t at = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < functions[i].line_count; k++)
			all[at++] = (struct mp_place){functions[i].lines[k].file,
						      functions[i].lines[k].line,
						      functions[i].lines[k].figures, i, 1};
	if (lines)
		qsort(all, lines, sizeof *all, compare_places);
	size_t kept = 0;
	for (size_t i = 0; i < lines; i++) {
		struct mp_place *last = kept ? &all[kept - 1] : NULL;
		if (last && last->file == all[i].file && last->line == all[i].line) {
			mp_figures_add(&last->figures, &all[i].figures);
			last->function_count++;
		} else {
			all[kept++] = all[i];
		}
	}
	*places = kept;
	return all;
}
