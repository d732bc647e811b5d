/* plot.h - what is drawn, whatever draws it: curves with time from 0, brackets, marks, words.
 * plot_model.c makes it from timelines; plot_gnuplot.c (png, svg, pdf, window), plot_terminal.c
 * and plot_html.c draw it. All text in it is free of control characters. */
#ifndef MEMPROF_PLOT_H
#define MEMPROF_PLOT_H

#include <stdbool.h>
#include <stdio.h>

#include "reading.h"
#include "timeline.h"

struct plot_options {
	const char *title; /* null: the command */
	const char *output;
	double from, to;   /* window, seconds; to 0: all */
	bool no_functions; /* no brackets, marks and peak */
	bool flame, slope, terminal;
};

enum plot_curve_kind { PLOT_MEMORY, PLOT_HEAP, PLOT_CHILD };

struct plot_curve {
	char *name;
	enum plot_curve_kind kind;
	struct timeline_series series; /* time: seconds from the timeline's first sample */
	struct timeline_point peak;
	double slope, base; /* least squares, MiB a second; base: at time 0 */
};

struct plot_function {
	char *name;
	double seconds; /* sum over its brackets */
	size_t calls;
};

struct plot_call {
	size_t function;
	double in, out, mib_in, mib_out;
	int level;
};

struct plot_mark {
	char *name;
	double time, mib;
};

struct plot_line { /* a line of the program, for the table */
	char *function, *place;
	double peak_mib;    /* retained at the snapshot nearest to the peak */
	double first, last; /* MiB at the ends of the staircase; both 0: does not grow */
};

struct plot {
	struct plot_options options;
	char *title;
	struct plot_curve *curves;
	size_t curve_count, curve_room;
	struct plot_function *functions; /* of one timeline; longest first */
	size_t function_count, function_room;
	struct plot_call *calls;
	size_t call_count, call_room;
	struct plot_mark *marks;
	size_t mark_count, mark_room;
	struct plot_line *lines;
	size_t line_count, line_room;
	double lines_time;          /* of the snapshot that the table is of */
	struct timeline_point peak; /* of the first curve; time 0-based, mib 0: none */
	char **readings;            /* one text per timeline */
	size_t reading_count, reading_room;
	double duration, highest; /* of what is drawn: seconds, MiB */
	int deepest;              /* level */
};

/* `buckets`: curves are thinned to two points for each, minimum and maximum. */
struct plot *plot_make(struct timeline *const *timelines, size_t count,
		       const struct plot_options *options, size_t buckets);
void plot_free(struct plot *plot);

/* Each returns false, said already, if it failed. */
bool plot_gnuplot(const struct plot *plot, const char *terminal, const char *output);
bool plot_gnuplot_has_window(void);
bool plot_terminal(const struct plot *plot, FILE *out, bool colour);
bool plot_html(const struct plot *plot, const char *output);

/* Seconds, minutes or hours: what a unit is in seconds, and its name. */
double plot_time_unit(double duration, const char **name);

#endif
