/* plot_model.c - makes a struct plot of timelines. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

#define LINES_MOST 12
#define GROWING_MOST 32

/* A copy without control characters, cut to fit. */
static char *clean(const char *text, size_t most)
{
	char *result = mp_strndup(text, strnlen(text, most));
	for (char *c = result; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	return result;
}

double plot_time_unit(double duration, const char **name)
{
	double unit = duration > 3 * 3600 ? 3600 : duration > 600 ? 60 : 1;
	*name = unit > 60 ? "hours" : unit > 1 ? "minutes" : "seconds";
	return unit;
}

/* ---- curves ------------------------------------------------------------------------------ */

static void keep_extremes(struct timeline_series *to, const struct timeline_point *points,
			  size_t count, double start)
{
	size_t low = 0, high = 0;
	for (size_t i = 1; i < count; i++) {
		if (points[i].mib < points[low].mib)
			low = i;
		if (points[i].mib > points[high].mib)
			high = i;
	}
	size_t first = low < high ? low : high, last = low < high ? high : low;
	timeline_series_add(to, points[first].time - start, points[first].mib);
	if (last != first)
		timeline_series_add(to, points[last].time - start, points[last].mib);
}

/* The part of a series in the window, in at most so many buckets, with its neighbours outside so
 * that the line reaches the frame. */
static void thin(struct timeline_series *to, const struct timeline_series *from, double start,
		 const struct plot_options *options, size_t buckets)
{
	const struct timeline_point *points = from->points;
	size_t first = 0, last = from->count;
	if (options->to > 0) {
		while (first + 1 < last && points[first + 1].time - start < options->from)
			first++;
		while (last > first + 1 && points[last - 2].time - start > options->to)
			last--;
	}
	if (last - first <= 2 * buckets) {
		for (size_t i = first; i < last; i++)
			timeline_series_add(to, points[i].time - start, points[i].mib);
		return;
	}
	double width = (points[last - 1].time - points[first].time) / (double)buckets;
	for (size_t i = first, end; i < last; i = end) {
		double bucket = floor((points[i].time - points[first].time) / width);
		for (end = i + 1; end < last; end++)
			if (floor((points[end].time - points[first].time) / width) != bucket)
				break;
		keep_extremes(to, points + i, end - i, start);
	}
	timeline_series_add(to, points[last - 1].time - start, points[last - 1].mib);
}

/* Over all samples, as mprof's np.polyfit does, not over the thinned ones. */
static void fit(struct plot_curve *curve, const struct timeline_series *series, double start)
{
	double n = (double)series->count, x = 0, y = 0, xx = 0, xy = 0;
	for (size_t i = 0; i < series->count; i++) {
		x += (series->points[i].time - start) / n;
		y += series->points[i].mib / n;
	}
	for (size_t i = 0; i < series->count; i++) {
		double dx = series->points[i].time - start - x;
		xx += dx * dx;
		xy += dx * (series->points[i].mib - y);
	}
	curve->slope = xx > 0 ? xy / xx : 0;
	curve->base = y - curve->slope * x;
}

static void add_curve(struct plot *plot, char *name, enum plot_curve_kind kind,
		      const struct timeline_series *series, double start, size_t buckets)
{
	struct plot_curve *curve = MP_PUSH(plot->curves, plot->curve_count, plot->curve_room);
	*curve = (struct plot_curve){.name = name, .kind = kind};
	thin(&curve->series, series, start, &plot->options, buckets);
	fit(curve, series, start);
	curve->peak = timeline_series_peak(&curve->series);
	for (size_t i = 0; i < curve->series.count; i++)
		plot->duration = fmax(plot->duration, curve->series.points[i].time);
	plot->highest = fmax(plot->highest, curve->peak.mib);
}

/* A maximum between two samples is drawn between them. */
static void add_high(struct timeline_series *series, const struct timeline_point *high)
{
	if (!high->time)
		return;
	struct timeline_point peak = timeline_series_peak(series);
	size_t at = 0;
	while (at < series->count && series->points[at].time < high->time)
		at++;
	if (high->mib <= peak.mib || !at)
		return;
	double before = series->points[at - 1].time;
	double after = at < series->count ? fmin(series->points[at].time, high->time) : high->time;
	timeline_series_add(series, 0, 0);
	memmove(series->points + at + 1, series->points + at,
		(series->count - 1 - at) * sizeof *series->points);
	series->points[at] = (struct timeline_point){(before + after) / 2, high->mib};
}

static void add_curves(struct plot *plot, struct timeline *t, bool only, size_t buckets)
{
	double start = t->memory.points[0].time;
	char *command = clean(*t->command ? t->command : t->path, 60);
	bool heap = !strcmp(t->backend, "heap");
	add_high(&t->memory, heap ? &t->high_heap : &t->high_memory);
	add_high(&t->heap, &t->high_heap);
	if (only)
		add_curve(plot, mp_strdup(t->backend), heap ? PLOT_HEAP : PLOT_MEMORY, &t->memory,
			  start, buckets);
	else
		add_curve(plot, mp_format("%s (%s)", command, t->backend), PLOT_MEMORY, &t->memory,
			  start, buckets);
	if (t->heap.count && !heap)
		add_curve(plot, only ? mp_strdup("heap, exact") : mp_format("%s (heap)", command),
			  PLOT_HEAP, &t->heap, start, buckets);
	for (size_t i = 0; i < t->child_count; i++)
		add_curve(plot, mp_format("child %ld", t->children[i].pid), PLOT_CHILD,
			  &t->children[i].series, start, buckets);
	free(command);
}

/* ---- brackets, marks, lines --------------------------------------------------------------- */

static size_t function_index(struct plot *plot, const char *name)
{
	for (size_t i = plot->function_count; i > 0; i--)
		if (!strcmp(plot->functions[i - 1].name, name))
			return i - 1;
	MP_PUSH(plot->functions, plot->function_count, plot->function_room)->name = clean(name, 80);
	return plot->function_count - 1;
}

static void add_calls(struct plot *plot, const struct timeline *t)
{
	double start = t->memory.points[0].time;
	for (size_t i = 0; i < t->call_count; i++) {
		const struct timeline_call *from = &t->calls[i];
		double in = from->in - start, out = from->out - start;
		if (plot->options.to > 0 && (out < plot->options.from || in > plot->options.to))
			continue;
		size_t function = function_index(plot, from->name);
		plot->functions[function].seconds += out - in;
		plot->functions[function].calls++;
		*MP_PUSH(plot->calls, plot->call_count, plot->call_room) = (struct plot_call){
			function, in, out, from->mib_in, from->mib_out, from->level};
		if (from->level > plot->deepest)
			plot->deepest = from->level;
	}
}

static void add_marks(struct plot *plot, const struct timeline *t)
{
	double start = t->memory.points[0].time;
	for (size_t i = 0; i < t->mark_count; i++)
		*MP_PUSH(plot->marks, plot->mark_count, plot->mark_room) = (struct plot_mark){
			clean(t->marks[i].name, 40), t->marks[i].time - start, t->marks[i].mib};
}

/* The snapshot nearest to a time. */
static double nearest_snapshot(const struct timeline *t, double time)
{
	double best = 0;
	for (size_t i = 0; i < t->line_count; i++)
		if (!best || fabs(t->lines[i].time - time) < fabs(best - time))
			best = t->lines[i].time;
	return best;
}

static struct plot_line *line_of(struct plot *plot, const char *function, const char *place)
{
	for (size_t i = 0; i < plot->line_count; i++)
		if (!strcmp(plot->lines[i].place, place) &&
		    !strcmp(plot->lines[i].function, function))
			return &plot->lines[i];
	struct plot_line *line = MP_PUSH(plot->lines, plot->line_count, plot->line_room);
	*line = (struct plot_line){.function = clean(function, 80), .place = clean(place, 200)};
	return line;
}

static void add_lines(struct plot *plot, const struct timeline *t, const struct reading *reading)
{
	struct reading_line growing[GROWING_MOST];
	size_t count = reading_lines(reading, t, growing, LINES_MOST);
	for (size_t i = 0; i < count; i++) {
		struct plot_line *line = line_of(plot, growing[i].function, growing[i].place);
		line->first = growing[i].first / TIMELINE_MIB;
		line->last = growing[i].last / TIMELINE_MIB;
	}
	struct timeline_point peak =
		t->heap.count ? timeline_series_peak(&t->heap) : timeline_peak(t);
	double time = nearest_snapshot(t, peak.time);
	for (size_t i = 0; i < t->line_count; i++)
		if (t->lines[i].time == time && plot->line_count < LINES_MOST + count)
			line_of(plot, t->lines[i].function, t->lines[i].place)->peak_mib =
				t->lines[i].bytes / TIMELINE_MIB;
	plot->lines_time = time ? time - t->memory.points[0].time : 0;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static void add_reading(struct plot *plot, const struct timeline *t, bool only)
{
	struct reading reading;
	reading_of_timeline(&reading, t);
	char *text = reading_text(&reading);
	*MP_PUSH(plot->readings, plot->reading_count, plot->reading_room) =
		only ? mp_strdup(text) : mp_format("%s: %s", t->path, text);
	if (only)
		add_lines(plot, t, &reading);
	free(text);
}

struct plot *plot_make(struct timeline *const *timelines, size_t count,
		       const struct plot_options *options, size_t buckets)
{
	struct plot *plot = mp_zalloc(1, sizeof *plot);
	plot->options = *options;
	for (size_t i = 0; i < count; i++) {
		add_reading(plot, timelines[i], count == 1);
		add_curves(plot, timelines[i], count == 1, buckets);
	}
	if (count == 1 && !options->no_functions) {
		add_calls(plot, timelines[0]);
		add_marks(plot, timelines[0]);
		plot->peak = plot->curves[0].peak;
	}
	if (options->title)
		plot->title = clean(options->title, 200);
	else
		plot->title = count == 1 ? clean(timelines[0]->command, 120) : mp_strdup("");
	if (options->to > 0)
		plot->duration = options->to;
	return plot;
}

void plot_free(struct plot *plot)
{
	for (size_t i = 0; i < plot->curve_count; i++) {
		free(plot->curves[i].name);
		free(plot->curves[i].series.points);
	}
	for (size_t i = 0; i < plot->function_count; i++)
		free(plot->functions[i].name);
	for (size_t i = 0; i < plot->mark_count; i++)
		free(plot->marks[i].name);
	for (size_t i = 0; i < plot->line_count; i++) {
		free(plot->lines[i].function);
		free(plot->lines[i].place);
	}
	for (size_t i = 0; i < plot->reading_count; i++)
		free(plot->readings[i]);
	free(plot->readings);
	free(plot->curves);
	free(plot->functions);
	free(plot->calls);
	free(plot->marks);
	free(plot->lines);
	free(plot->title);
	free(plot);
}
