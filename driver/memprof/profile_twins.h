/* profile_twins.h - which compiled functions are one.
 *
 * A header's inline function is compiled in every unit that uses it. Without optimisation the
 * linker keeps one of them, which all units call; with it each unit may run its own. So that
 * figures do not depend on this, those whose descriptions are equal to the byte are solved as one:
 * their counters add up, and their sites are the same. The first of them stands for all.
 *
 * Others may differ, in where their counters were put, say. Of these, too, the first activation is
 * that of the one that was entered first.
 */
#ifndef MEMPROF_PROFILE_TWINS_H
#define MEMPROF_PROFILE_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mp_modules;

#define MP_NO_TWIN SIZE_MAX

struct mp_twins { /* per number of a function, over all modules */
	uint32_t *module;
	size_t *first; /* itself, unless another stands for it */
	size_t *next;  /* MP_NO_TWIN: the last */
	bool any;
	/* Of the first activation, be it another's: 0, there was none, or which one it was of all
	 * functions' (profile.h), and memory at its entry. */
	uint64_t *entered;
	int64_t *entry_bytes;
};

void mp_twins_find(struct mp_twins *twins, const struct mp_modules *modules);
void mp_twins_free(struct mp_twins *twins);

#endif
