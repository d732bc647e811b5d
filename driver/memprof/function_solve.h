/* function_solve.h - the figures of one compiled function and its twins (profile_twins.h), from
 * their description, the threads' counters and their slots. */
#ifndef MEMPROF_FUNCTION_SOLVE_H
#define MEMPROF_FUNCTION_SOLVE_H

#include "contexts.h"
#include "description.h"

struct mp_solved {
	uint64_t calls;
	int64_t net;
	bool recursive;
	uint64_t entered; /* of memprof_function: the first activation, */
	int64_t entry_bytes;
	struct mp_figures own;      /* charged to the function and to no statement of it */
	struct mp_figures *figures; /* per statement of the description */
	uint64_t *intervals;        /* the same */
	size_t room;
	size_t negative, unsolved; /* flow that does not add up */
};

/* `number` is that of the first of them. Null, or why the function cannot be believed (static
 * text). */
const char *mp_function_solve(struct mp_solved *solved, const struct mp_view *view,
			      const struct mp_modules *modules, size_t number,
			      const struct mp_description *d);
void mp_solved_free(struct mp_solved *solved);

#endif
