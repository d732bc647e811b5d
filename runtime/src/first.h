/* first.h - the first calls of each function, kept apart. */
#ifndef MEMCC_FIRST_H
#define MEMCC_FIRST_H
#include "internal.h"

extern uint32_t mc_first_calls; /* how many; 0: none are */

bool mc_first_take(const char *value, size_t length); /* the option */
void mc_first_open(void);                             /* modules that have no twin yet */
void mc_first_close(const struct memcc_module *source);
/* What an activation that begins now is counted as: the function itself, or its twin. */
struct memcc_function *mc_first_enter(struct memcc_function *function);
/* What its counters and points are displaced by; 0: it is none of the first calls. */
ptrdiff_t mc_first_shift(void);
/* The module whose first calls `source` counts; else null. */
const struct memcc_module *mc_first_of(const struct memcc_module *source);
#endif
