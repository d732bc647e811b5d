/* reading.h - what a curve of memory is, in words and numbers: steady, sawtooth, staircase, spike.
 *
 * A leak is a floor that rises: peaks and noise stand on it and say nothing. So the judgement
 * "staircase" is passed on minima of time blocks, after the first quarter of the run (start-up)
 * and before its last moments (clean-up), and only if the floor
 *   - rises by more than the noise, with 95 % confidence after correction for autocorrelation,
 *   - rises in both halves of the window and not in a step or two (a cache that fills up, a
 *     table that is loaded, are no leak),
 *   - never gives back a good part of what it took.
 * Where a sawtooth stands on the floor, a block is longer than a tooth.
 * If the whole window fails, the last half is tried, then the last third: leaks may start late. */
#ifndef MEMPROF_READING_H
#define MEMPROF_READING_H

#include <stdbool.h>

#include "timeline.h"

enum reading_kind {
	READING_SHORT, /* too few samples to say anything */
	READING_STEADY,
	READING_SAWTOOTH,
	READING_STAIRCASE,
	READING_SPIKE,
};

struct reading {
	enum reading_kind kind;
	bool heap;               /* of the exact heap, not of the process's size */
	double duration;         /* seconds, of the whole curve */
	double level, low, high; /* MiB: median, smallest, largest */
	double first, last;      /* MiB: floor at the start and end of the window */
	/* the window that was judged, seconds since the first sample */
	double from, to;
	/* STAIRCASE */
	double slope, slope_low, slope_high; /* MiB a second, 95 % interval */
	double line_first, line_last;        /* MiB: its straight line at both ends of the window */
	double confidence;                   /* that it rises at all, 0 … 1 */
	bool slowing;                        /* the last part rises much slower than the first */
	/* SAWTOOTH, also on a staircase; SPIKE */
	unsigned teeth;           /* 0: what goes up and down is irregular */
	double period, amplitude; /* seconds, MiB; medians */
	double spike_time, spike_mib, spike_seconds;
	/* STEADY */
	double climb_end; /* seconds, of a start-up; 0: none */
	bool uneven;      /* it goes up and down by more than noise */
};

/* Reads a series; `high` (time 0: none): a maximum known from elsewhere. */
void reading_make(struct reading *reading, const struct timeline_series *series,
		  const struct timeline_point *high, bool heap);
/* Of a timeline: the exact heap if it is known, else the process. */
void reading_of_timeline(struct reading *reading, const struct timeline *timeline);
const char *reading_kind_name(enum reading_kind kind);
/* "1.5 s", "27.8 h"; returns the buffer. */
const char *reading_span(char buffer[32], double seconds);
/* One or two sentences; to be freed. */
char *reading_text(const struct reading *reading);
/* Of the timeline that `memprof run` made beside this line profile, if it lies in the current
 * directory; to be freed, or null. */
char *reading_of_profile(const char *profile);

/* Lines whose retained bytes grow with a staircase, largest growth first. */
struct reading_line {
	const char *function, *place; /* belong to the timeline */
	double first, last;           /* bytes retained at the window's start and end */
};
/* Returns their number, at most `most`. */
size_t reading_lines(const struct reading *reading, const struct timeline *timeline,
		     struct reading_line *lines, size_t most);

#endif
