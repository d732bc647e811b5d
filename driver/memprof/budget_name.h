/* budget_name.h - names of C++ functions as budgets and baselines know them, the same whichever
 * compiler wrote the profile. */
#ifndef MEMPROF_BUDGET_NAME_H
#define MEMPROF_BUDGET_NAME_H

#include "arena.h"

struct budget_name {
	const char *plain; /* "ns::f(const char*)": without result and template's substitutions */
	const char *brief; /* "ns::f" */
};
/* Of a lambda both are its plain one. In the arena; both are `name` itself where there is nothing
 * to take off. */
struct budget_name budget_name_of(struct mp_arena *arena, const char *name);

#endif
