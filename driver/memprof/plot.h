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

enum plot_curve_kind {
	PLOT_MEMORY,
	PLOT_HEAP,
	PLOT_CHILD,
	PLOT_SLOPE, /* straight line by least squares through a curve */
	PLOT_FLOOR, /* straight line through the floor of a staircase */
};

struct plot_curve {
	char *name;
	enum plot_curve_kind kind;
	const char *colour;
	struct timeline_series series; /* time: seconds from the timeline's first sample */
	struct timeline_point peak;
};

struct plot_function {
	char *name;
	const char *colour;
	double seconds; /* in which it was open, at whatever level */
	size_t spans;   /* how many times it was left and entered again */
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
	double peak_mib;    /* retained in the snapshot that holds most */
	double first, last; /* MiB at the ends of the staircase; both 0: does not grow */
};

struct plot {
	struct plot_options options;
	char *title, *subtitle;
	struct plot_curve *curves; /* the first is the memory of the first timeline */
	size_t curve_count, curve_room;
	size_t colours;                  /* taken from the palette so far */
	struct plot_function *functions; /* of one timeline; longest first */
	size_t function_count, function_room;
	struct plot_call *calls;
	size_t call_count, call_room;
	struct plot_mark *marks;
	size_t mark_count, mark_room;
	struct plot_line *lines;
	size_t line_count, line_room;
	double lines_time;          /* of the snapshot that the table is of, seconds */
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
/* The gnuplot terminal that opens a window here; null: none. */
const char *plot_gnuplot_window(void);
bool plot_terminal(const struct plot *plot, FILE *out, bool colour);
bool plot_html(const struct plot *plot, const char *output);

/* The last so many characters, behind "..." if it was longer; to be freed. */
char *plot_tail(const char *text, size_t most);
/* Straight lines are drawn dashed, and have no peak. */
bool plot_is_straight(const struct plot_curve *curve);
/* Seconds, minutes or hours: what a unit is in seconds, and its name. */
double plot_time_unit(double duration, const char **name);

#endif
