/* contexts.h - what the threads charged, added up over contexts.
 *
 * The runtime charges an event to one slot: the innermost open statement together with the
 * statements open around it (slot.up). The inclusive figures follow: a statement's Increment is
 * the net of all slots in whose chain it occurs, each once; so is a function's net.
 */
#ifndef MEMPROF_CONTEXTS_H
#define MEMPROF_CONTEXTS_H

#include "profile_model.h"
#include "profile_modules.h"

/* One site, over all its contexts and the threads of the view. */
struct mp_charge {
	uint64_t site;
	struct mp_figures figures; /* all but occurrences; mem_usage: if intervals > 0 */
	uint64_t intervals;
	bool claimed; /* by a function */
};

struct mp_net { /* of a compiled function */
	int64_t net;
	bool recursive; /* was charged while active more than once at a time */
};

/* Which threads are added up. */
struct mp_view {
	bool all;
	bool later;      /* without each function's first calls, where they are kept apart */
	uint32_t thread; /* unless all */
	struct mp_charge *charges; /* sorted by site */
	size_t charge_count;
	struct mp_net *nets; /* by module->first_function + index */
	size_t damaged;      /* slots whose `up` leads nowhere */
	int64_t inherited;   /* memory at fork, in a fork child */
};

void mp_view_collect(struct mp_view *view, const struct mp_raw *raw,
		     const struct mp_modules *modules);
void mp_view_free(struct mp_view *view);
/* Null: nothing was charged to the site. */
struct mp_charge *mp_view_charge(const struct mp_view *view, uint64_t site);
/* The same, and says that a function takes it. */
const struct mp_charge *mp_view_claim(const struct mp_view *view, uint64_t site);

/* Sum of two figures: largest Mem usage of those that ran, largest peak, all else added. */
void mp_figures_add(struct mp_figures *sum, const struct mp_figures *figures);

#endif
