/* sampler_counts.h - FUNC brackets of functions that come and go between two samples.
 *
 * A snapshot of the profile (sampler_lines.c) knows how often each function was called so far. A
 * function whose count grew since the snapshot before was at work between the two, however short
 * its calls; where samples did not follow it, that is its bracket, and it goes on while the count
 * grows. So there are at most as many brackets as snapshots, whose distance grows with the elapsed
 * time. */
#ifndef MEMPROF_SAMPLER_COUNTS_H
#define MEMPROF_SAMPLER_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "profile_model.h"
#include "sampler_calls.h"
#include "sampler_output.h"

#define SAMPLER_COUNTS_LEVELS 12 /* above the sampled ones, so that rectangles stand clear */

struct sampler_counts {
	struct sampler_worker {
		char *name;
		uint64_t calls;
		double in, out; /* of its open bracket, seconds since the epoch; in 0: none */
		double mib_in, mib_out;
		size_t row; /* from 1; 0: no bracket so far */
	} * workers;
	size_t count, room, rows;
	double time, mib; /* of the snapshot before, or of the start; time 0: counts are news */
};

/* A file that dies with its descriptor; -1: none to be had. */
int sampler_counts_file(void);
/* In the process of the snapshot: names and counts. */
void sampler_counts_write(int fd, const struct mp_profile *profile);
/* In the sampler: what such a file says of the time up to `time`; closes it. */
void sampler_counts_take(struct sampler_counts *counts, int fd, const struct sampler_calls *calls,
			 double time, double mib, struct sampler_output *output);
/* Writes what is open. */
void sampler_counts_close(struct sampler_counts *counts, const struct sampler_calls *calls,
			  struct sampler_output *output);

#endif
