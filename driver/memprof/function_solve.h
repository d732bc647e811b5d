/* function_solve.h - the figures of one compiled function, from its description, the threads'
 * counters and their slots. */
#ifndef MEMPROF_FUNCTION_SOLVE_H
#define MEMPROF_FUNCTION_SOLVE_H

#include "description.h"
#include "profile_model.h"
#include "profile_modules.h"

/* Which threads are added up, and what they charged: one slot a site, sorted by site. */
struct mp_view {
	bool all;
	uint32_t thread; /* unless all */
	struct memprof_slot *slots;
	size_t slot_count;
};

void mp_view_collect(struct mp_view *view, const struct mp_raw *raw);
void mp_view_free(struct mp_view *view);
/* The slot of a site, or null: nothing was charged to it. Marks it as used (in `open`). */
struct memprof_slot *mp_view_slot(const struct mp_view *view, uint64_t site);

struct mp_solved {
	uint64_t calls;
	int64_t net, peak;
	uint32_t repeats;           /* activations inside an activation */
	struct mp_figures own;      /* charged to the function and to no statement of it */
	struct mp_figures *figures; /* per statement of the description */
	uint64_t *intervals;        /* the same */
	size_t room;
	size_t negative, unsolved; /* flow that does not add up */
};

/* Null, or why the function cannot be believed (static text). */
const char *mp_function_solve(struct mp_solved *solved, const struct mp_view *view,
			      const struct mp_module *module,
			      const struct memprof_function *function,
			      const struct mp_description *d);
void mp_solved_free(struct mp_solved *solved);

void mp_figures_add(struct mp_figures *sum, const struct mp_figures *figures);
void mp_figures_from_slot(struct mp_figures *figures, const struct memprof_slot *slot);

#endif
