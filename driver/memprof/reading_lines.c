/* reading_lines.c - which lines grow with a staircase.
 *
 * What a line retains is known at some moments only. Two of them say nothing about a line that
 * goes up and down, so a straight line is put through all in the window: a line of the program
 * grows if that rises beyond doubt. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "reading.h"
#include "reading_fit.h"

#define GROWTH_LEAST 0.02 /* of the largest growth, to be worth a line */
#define CONFIDENCE_LEAST 0.95
#define SNAPSHOTS_LEAST 3

struct snapshots {
	double *times;
	size_t count, room;
};

static void find_snapshots(struct snapshots *found, const struct reading *r,
			   const struct timeline *t)
{
	double start = t->memory.points[0].time;
	for (size_t i = 0; i < t->line_count; i++) {
		double time = t->lines[i].time;
		bool known = found->count && found->times[found->count - 1] >= time;
		if (!known && time - start >= r->from && time - start <= r->to)
			*MP_PUSH(found->times, found->count, found->room) = time;
	}
}

static bool is_same(const struct timeline_line *a, const struct reading_line *b)
{
	return !strcmp(a->place, b->place) && !strcmp(a->function, b->function);
}

/* Fills in first and last by the fit; false: it does not grow. */
static bool judge(struct reading_line *line, const struct snapshots *snapshots,
		  const struct timeline *t)
{
	size_t n = snapshots->count, at = 0;
	double *values = mp_zalloc(n, sizeof *values), *times = mp_alloc(n * sizeof *times);
	for (size_t i = 0; i < n; i++)
		times[i] = snapshots->times[i] - snapshots->times[0];
	for (size_t i = 0; i < t->line_count; i++) {
		while (at < n && snapshots->times[at] < t->lines[i].time)
			at++;
		if (at < n && snapshots->times[at] == t->lines[i].time &&
		    is_same(&t->lines[i], line))
			values[at] = t->lines[i].bytes;
	}
	struct reading_fit fit = reading_fit(times, values, n);
	line->first = fmax(fit.base, 0);
	line->last = fit.base + fit.slope * times[n - 1];
	free(values);
	free(times);
	return fit.confidence >= CONFIDENCE_LEAST && line->last > line->first;
}

static int by_growth(const void *a, const void *b)
{
	const struct reading_line *p = a, *q = b;
	double left = p->last - p->first, right = q->last - q->first;
	return (left < right) - (left > right);
}

size_t reading_lines(const struct reading *r, const struct timeline *t, struct reading_line *lines,
		     size_t most)
{
	struct snapshots snapshots = {0};
	struct reading_line *all = NULL;
	size_t count = 0, room = 0, kept = 0;
	if (r->kind == READING_STAIRCASE)
		find_snapshots(&snapshots, r, t);
	if (snapshots.count < SNAPSHOTS_LEAST) {
		free(snapshots.times);
		return 0;
	}
	/* What grows is among the lines that hold most at the end. */
	for (size_t i = 0; i < t->line_count; i++) {
		struct reading_line line = {t->lines[i].function, t->lines[i].place, 0, 0};
		if (t->lines[i].time == snapshots.times[snapshots.count - 1] &&
		    judge(&line, &snapshots, t))
			*MP_PUSH(all, count, room) = line;
	}
	if (count)
		qsort(all, count, sizeof *all, by_growth);
	for (size_t i = 0; i < count && kept < most; i++)
		if (all[i].last - all[i].first >= GROWTH_LEAST * (all[0].last - all[0].first))
			lines[kept++] = all[i];
	free(all);
	free(snapshots.times);
	return kept;
}
