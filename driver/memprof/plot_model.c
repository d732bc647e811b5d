/* plot_model.c - makes a struct plot of timelines. */
#include "plot_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common.h"

#define LINES_MOST 12
#define GROWING_MOST 32
#define CHILDREN_MOST 16
#define NAME_MOST 30 /* characters of a command in the key */
#define BLACK "#000000"
#define RED "#d62728" /* of what is marked: the peak, the floor of a staircase */

const char *plot_next_colour(struct plot *plot)
{
	static const char *const palette[] = {"#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b",
					      "#17becf", "#bcbd22", "#e377c2", "#7f7f7f"};
	return palette[plot->colours++ % (sizeof palette / sizeof *palette)];
}

char *plot_tail(const char *text, size_t most)
{
	size_t length = strlen(text);
	return length <= most ? mp_strdup(text)
			      : mp_format("...%s", text + length - (most > 3 ? most - 3 : 0));
}

bool plot_is_straight(const struct plot_curve *curve)
{
	return curve->kind == PLOT_SLOPE || curve->kind == PLOT_FLOOR;
}

char *plot_clean(const char *text, size_t most)
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
static void fit(const struct timeline_series *series, double start, double *slope, double *base)
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
	*slope = xx > 0 ? xy / xx : 0;
	*base = y - *slope * x;
}

static void add_curve(struct plot *plot, char *name, enum plot_curve_kind kind,
		      const struct timeline_series *series, double start, size_t buckets)
{
	struct plot_curve *curve = MP_PUSH(plot->curves, plot->curve_count, plot->curve_room);
	*curve = (struct plot_curve){.name = name, .kind = kind};
	curve->colour = plot->curve_count == 1 ? BLACK : plot_next_colour(plot);
	thin(&curve->series, series, start, &plot->options, buckets);
	curve->peak = timeline_series_peak(&curve->series);
	for (size_t i = 0; i < curve->series.count; i++)
		plot->duration = fmax(plot->duration, curve->series.points[i].time);
	plot->highest = fmax(plot->highest, curve->peak.mib);
}

static void add_straight(struct plot *plot, char *name, enum plot_curve_kind kind,
			 const char *colour, struct timeline_point a, struct timeline_point b)
{
	struct plot_curve *curve = MP_PUSH(plot->curves, plot->curve_count, plot->curve_room);
	*curve = (struct plot_curve){.name = name, .kind = kind, .colour = colour};
	timeline_series_add(&curve->series, a.time, a.mib);
	timeline_series_add(&curve->series, b.time, b.mib);
}

static void add_slope(struct plot *plot, const struct plot_curve *of,
		      const struct timeline_series *series, double start)
{
	double slope, base, from = series->points[0].time - start;
	double to = series->points[series->count - 1].time - start;
	fit(series, start, &slope, &base);
	add_straight(plot, mp_format("%s slope %.5f MiB/s", of->name, slope), PLOT_SLOPE,
		     of->colour, (struct timeline_point){from, base + slope * from},
		     (struct timeline_point){to, base + slope * to});
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

/* The command as a name in the key: without the program's folder, and not too long. */
static char *short_command(const struct timeline *t)
{
	const char *command = *t->command ? t->command : t->path;
	size_t length = strcspn(command, " ");
	char *program = mp_strndup(command, length);
	char *whole = mp_format("%s%s", mp_path_base(program), command + length);
	char *result = plot_clean(whole, NAME_MOST);
	if (strlen(whole) > NAME_MOST)
		memcpy(result + NAME_MOST - 3, "...", 3);
	free(program);
	free(whole);
	return result;
}

static int by_peak(const void *a, const void *b)
{
	const struct timeline_child *const *p = a, *const *q = b;
	double left = timeline_series_peak(&(*p)->series).mib;
	double right = timeline_series_peak(&(*q)->series).mib;
	return (left < right) - (left > right);
}

/* A build has thousands: the largest tell the tale. */
static void add_children(struct plot *plot, const struct timeline *t, double start, size_t buckets)
{
	const struct timeline_child **order = mp_alloc((t->child_count + 1) * sizeof *order);
	for (size_t i = 0; i < t->child_count; i++)
		order[i] = &t->children[i];
	qsort(order, t->child_count, sizeof *order, by_peak);
	for (size_t i = 0; i < t->child_count && i < CHILDREN_MOST; i++)
		add_curve(plot, mp_format("child %ld", order[i]->pid), PLOT_CHILD,
			  &order[i]->series, start, buckets);
	free(order);
}

static void add_curves(struct plot *plot, struct timeline *t, bool only, size_t buckets)
{
	double start = t->memory.points[0].time;
	char *command = short_command(t);
	bool heap = !strcmp(t->backend, "heap"), slope = plot->options.slope;
	add_high(&t->memory, heap ? &t->high_heap : &t->high_memory);
	add_high(&t->heap, &t->high_heap);
	add_curve(plot, only ? mp_strdup(t->backend) : mp_format("%s (%s)", command, t->backend),
		  heap ? PLOT_HEAP : PLOT_MEMORY, &t->memory, start, buckets);
	size_t first = plot->curve_count - 1;
	if (t->heap.count && !heap)
		add_curve(plot, only ? mp_strdup("heap, exact") : mp_format("%s (heap)", command),
			  PLOT_HEAP, &t->heap, start, buckets);
	add_children(plot, t, start, buckets);
	if (slope)
		add_slope(plot, &plot->curves[first], &t->memory, start);
	if (slope && t->heap.count && !heap)
		add_slope(plot, &plot->curves[first + 1], &t->heap, start);
	free(command);
}

static void add_floor(struct plot *plot, const struct reading *reading)
{
	double hourly = reading->slope * 3600;
	if (reading->kind != READING_STAIRCASE)
		return;
	add_straight(plot,
		     mp_format(hourly < 1024 ? "floor: +%.3g MiB/h" : "floor: +%.3g GiB/h",
			       hourly < 1024 ? hourly : hourly / 1024),
		     PLOT_FLOOR, RED, (struct timeline_point){reading->from, reading->line_first},
		     (struct timeline_point){reading->to, reading->line_last});
}

/* ---- lines -------------------------------------------------------------------------------- */

/* The snapshot in which lines hold most: what is nearest in time to the peak may lie behind the
 * fall from it. Its lines stand together in the file. */
static double fullest_snapshot(const struct timeline *t)
{
	double best = 0, most = -1, sum = 0;
	for (size_t i = 0; i < t->line_count; i++) {
		sum = i && t->lines[i].time == t->lines[i - 1].time ? sum + t->lines[i].bytes
								    : t->lines[i].bytes;
		if (sum > most) {
			most = sum;
			best = t->lines[i].time;
		}
	}
	return best;
}

static struct plot_line *line_of(struct plot *plot, const char *function, const char *place)
{
	for (size_t i = 0; i < plot->line_count; i++)
		if (!strcmp(plot->lines[i].place, place) &&
		    !strcmp(plot->lines[i].function, function))
			return &plot->lines[i];
	struct plot_line *line = MP_PUSH(plot->lines, plot->line_count, plot->line_room);
	*line = (struct plot_line){.function = plot_clean(function, 80),
				   .place = plot_clean(place, 200)};
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
	double time = fullest_snapshot(t);
	for (size_t i = 0; i < t->line_count; i++)
		if (t->lines[i].time == time && plot->line_count < LINES_MOST + count)
			line_of(plot, t->lines[i].function, t->lines[i].place)->peak_mib =
				t->lines[i].bytes / TIMELINE_MIB;
	plot->lines_time = time ? time - t->memory.points[0].time : 0;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static void add_reading(struct plot *plot, const struct timeline *t, const struct reading *reading,
			bool only)
{
	char *text = reading_text(reading);
	*MP_PUSH(plot->readings, plot->reading_count, plot->reading_room) =
		only ? mp_strdup(text) : mp_format("%s: %s", t->path, text);
	if (only)
		add_lines(plot, t, reading);
	free(text);
}

/* When, how long, how often, how it ended. */
static char *subtitle(const struct timeline *t)
{
	struct mp_text text = {0};
	char when[64] = "", length[32];
	time_t start = (time_t)t->memory.points[0].time;
	struct tm local;
	double last = t->memory.points[t->memory.count - 1].time;
	if (localtime_r(&start, &local))
		strftime(when, sizeof when, "%d/%m/%Y %H:%M:%S", &local);
	mp_text_printf(&text, "%s, %s", when,
		       reading_span(length, fmax(last, t->end_time) - t->memory.points[0].time));
	if (t->interval > 0)
		mp_text_printf(&text, ", a sample every %g s", t->interval);
	if (t->end)
		mp_text_printf(&text, ", %s", t->end);
	if (t->child_count > CHILDREN_MOST)
		mp_text_printf(&text, ", the %d largest of %zu descendants", CHILDREN_MOST,
			       t->child_count);
	char *result = plot_clean(text.data, 200);
	mp_text_free(&text);
	return result;
}

static char *title(struct timeline *const *timelines, size_t count,
		   const struct plot_options *options)
{
	if (options->title)
		return plot_clean(options->title, 200);
	if (count > 1)
		return mp_format("%zu runs", count);
	return plot_clean(*timelines[0]->command ? timelines[0]->command : timelines[0]->path, 120);
}

struct plot *plot_make(struct timeline *const *timelines, size_t count,
		       const struct plot_options *options, size_t buckets)
{
	struct plot *plot = mp_zalloc(1, sizeof *plot);
	struct reading reading;
	plot->options = *options;
	for (size_t i = 0; i < count; i++) {
		reading_of_timeline(&reading, timelines[i]);
		add_reading(plot, timelines[i], &reading, count == 1);
		add_curves(plot, timelines[i], count == 1, buckets);
	}
	if (count == 1)
		add_floor(plot, &reading);
	if (count == 1 && !options->no_functions) {
		plot_add_calls(plot, timelines[0]);
		plot_add_marks(plot, timelines[0]);
		plot->peak = plot->curves[0].peak;
	}
	plot->title = title(timelines, count, options);
	plot->subtitle = count == 1 ? subtitle(timelines[0]) : mp_strdup("");
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
	free(plot->subtitle);
	free(plot);
}
