/* sampler_kin.h - the exact heap of descendants: each fork child of a program built with memcc has
 * a profile of its own. */
#ifndef MEMPROF_SAMPLER_KIN_H
#define MEMPROF_SAMPLER_KIN_H

#include "sampler_live.h"

struct sampler_kin {
	struct sampler_relative {
		pid_t pid;
		double next_find, born; /* monotonic seconds */
		bool seen;              /* at this sample */
		struct sampler_live live;
	} * members;
	size_t count, room;
};

/* Live bytes of one descendant, 0 while it has no profile. What it inherited at the fork is in it,
 * as it is in its parent's. */
double sampler_kin_heap(struct sampler_kin *kin, pid_t pid, double now);
/* After all were asked for: forgets those that were not. */
void sampler_kin_sweep(struct sampler_kin *kin);

#endif
