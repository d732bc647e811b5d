/* sampler_calls.h - from "which functions are open now" at each sample to FUNC brackets, in
 * bounded number: a bracket says that a function was open at every sample from its start to its
 * end. One that comes back soon after it was left is the same bracket; "soon" grows with the
 * number of brackets the function has had, so a hot function ends up with few hundred. */
#ifndef MEMPROF_SAMPLER_CALLS_H
#define MEMPROF_SAMPLER_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "sampler_live.h"
#include "sampler_output.h"

struct sampler_bracket {
	const char *name; /* identity; belongs to the live profile */
	int level;
	double in, out; /* seconds since the epoch */
	double mib_in, mib_out;
};

struct sampler_calls {
	struct sampler_bracket *open; /* seen at the newest sample, or recently */
	size_t open_count, open_room;
	struct sampler_tally {
		const char *name;
		size_t count; /* brackets written */
		double last;  /* end of the newest of them that lasted */
	} * tallies;
	size_t tally_count, tally_room;
	int levels; /* seen at any time: one more than the deepest */
};

/* All threads' stacks at one sample. */
void sampler_calls_sample(struct sampler_calls *calls, struct sampler_live *live, double time,
			  double mib, double interval, struct sampler_output *output);
/* Was a function of this name open at samples in a row, and at one after `since`? */
bool sampler_calls_followed(const struct sampler_calls *calls, const char *name, double since);
/* The program has ended: writes what is open. */
void sampler_calls_close(struct sampler_calls *calls, struct sampler_output *output);

#endif
