/* plot_calls.c - functions and marks of a timeline, for a plot. */
#include "plot_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

static int by_name(const void *a, const void *b)
{
	const struct timeline_call *const *p = a, *const *q = b;
	return strcmp((*p)->name, (*q)->name);
}

static int by_entry(const void *a, const void *b)
{
	const struct plot_call *p = a, *q = b;
	return (p->in > q->in) - (p->in < q->in);
}

static int by_seconds(const void *a, const void *b)
{
	const struct plot_function *const *p = a, *const *q = b;
	return ((*p)->seconds < (*q)->seconds) - ((*p)->seconds > (*q)->seconds);
}

/* Longest first, each with its colour. */
static void order_functions(struct plot *plot)
{
	size_t n = plot->function_count;
	const struct plot_function **order = mp_alloc(n * sizeof *order);
	struct plot_function *sorted = mp_alloc(n * sizeof *sorted);
	size_t *place = mp_alloc(n * sizeof *place);
	for (size_t i = 0; i < n; i++)
		order[i] = &plot->functions[i];
	qsort(order, n, sizeof *order, by_seconds);
	for (size_t i = 0; i < n; i++) {
		sorted[i] = *order[i];
		sorted[i].colour = plot_next_colour(plot);
		place[order[i] - plot->functions] = i;
	}
	for (size_t i = 0; i < plot->call_count; i++)
		plot->calls[i].function = place[plot->calls[i].function];
	memcpy(plot->functions, sorted, n * sizeof *sorted);
	free(sorted);
	free(place);
	free(order);
}

/* Calls of one function within one another, and of several threads, are one time and one span. */
static void sum_functions(struct plot *plot)
{
	double *until = mp_alloc(plot->function_count * sizeof *until);
	for (size_t i = 0; i < plot->function_count; i++)
		until[i] = -HUGE_VAL;
	qsort(plot->calls, plot->call_count, sizeof *plot->calls, by_entry);
	for (size_t i = 0; i < plot->call_count; i++) {
		const struct plot_call *call = &plot->calls[i];
		struct plot_function *f = &plot->functions[call->function];
		f->spans += call->in > until[call->function];
		f->seconds += fmax(call->out - fmax(call->in, until[call->function]), 0);
		until[call->function] = fmax(until[call->function], call->out);
	}
	free(until);
	order_functions(plot);
}

static void add_call(struct plot *plot, const struct timeline_call *from, double start)
{
	double in = from->in - start, out = from->out - start;
	*MP_PUSH(plot->calls, plot->call_count, plot->call_room) = (struct plot_call){
		plot->function_count - 1, in, out, from->mib_in, from->mib_out, from->level};
	if (from->level > plot->deepest)
		plot->deepest = from->level;
}

/* Levels that nobody uses would be empty rows. */
static void close_levels(struct plot *plot)
{
	bool *used = mp_zalloc((size_t)plot->deepest + 1, sizeof *used);
	int *row = mp_zalloc((size_t)plot->deepest + 1, sizeof *row), rows = 0;
	for (size_t i = 0; i < plot->call_count; i++)
		used[plot->calls[i].level] = true;
	for (int i = 0; i <= plot->deepest; i++) {
		row[i] = rows;
		rows += used[i];
	}
	for (size_t i = 0; i < plot->call_count; i++)
		plot->calls[i].level = row[plot->calls[i].level];
	plot->deepest = rows - 1;
	free(used);
	free(row);
}

static bool is_outside(const struct plot *plot, const struct timeline_call *call, double start)
{
	return plot->options.to > 0 &&
	       (call->out - start < plot->options.from || call->in - start > plot->options.to);
}

void plot_add_calls(struct plot *plot, const struct timeline *t)
{
	const struct timeline_call **order = mp_alloc((t->call_count + 1) * sizeof *order);
	const char *name = NULL;
	size_t count = 0;
	for (size_t i = 0; i < t->call_count; i++)
		if (!is_outside(plot, &t->calls[i], t->memory.points[0].time))
			order[count++] = &t->calls[i];
	qsort(order, count, sizeof *order, by_name);
	for (size_t i = 0; i < count; i++) {
		if (!name || strcmp(name, order[i]->name))
			MP_PUSH(plot->functions, plot->function_count, plot->function_room)->name =
				plot_clean(order[i]->name, 80);
		name = order[i]->name;
		add_call(plot, order[i], t->memory.points[0].time);
	}
	free(order);
	if (!count)
		return;
	sum_functions(plot);
	close_levels(plot);
}

void plot_add_marks(struct plot *plot, const struct timeline *t)
{
	double start = t->memory.points[0].time;
	for (size_t i = 0; i < t->mark_count; i++)
		*MP_PUSH(plot->marks, plot->mark_count, plot->mark_room) =
			(struct plot_mark){plot_clean(t->marks[i].name, 40),
					   t->marks[i].time - start, t->marks[i].mib};
}
