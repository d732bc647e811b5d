/* profile_threads.h - brings the thread areas of a profile to rest.
 *
 * A program may have stopped at any instant. This does what profile.h asks of a reader: finishes
 * a free, recomputes live bytes, closes the statements that were open and counts their
 * activations as abandoned. It changes the private mapping in place; afterwards the shadow stacks
 * are of no more interest.
 */
#ifndef MEMPROF_PROFILE_THREADS_H
#define MEMPROF_PROFILE_THREADS_H

#include "profile_modules.h"

struct mp_area {
	struct memprof_thread *thread;
	int64_t said; /* what the thread had last written as its live bytes */
	int64_t live; /* from its slots; of a sampled metric: as said */
	uint64_t cut_frees,
		cut_freed; /* of a free that was cut in two: what its block's line lacks */
	size_t open;       /* activations that were open */
};

struct mp_areas {
	struct mp_area *areas; /* sorted by thread->index */
	size_t count, room;
	int64_t process_live;
	size_t bad_stacks;  /* stacks whose top lies outside of their memory */
	size_t lost_points; /* open statements that lie in no known function */
	size_t bad_links;   /* frames or the like that point nowhere */
	size_t open;        /* activations that were open, all together */
	uint64_t walked;    /* records looked at */
	uint64_t steps;     /* from slots outwards */
};

void mp_areas_settle(struct mp_areas *areas, struct mp_raw *raw, const struct mp_modules *modules);
struct mp_area *mp_areas_find(const struct mp_areas *areas, uint32_t index);
void mp_areas_free(struct mp_areas *areas);

#endif
