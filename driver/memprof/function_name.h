/* function_name.h - a C++ function's name, the same whichever compiler wrote the profile. */
#ifndef MEMPROF_FUNCTION_NAME_H
#define MEMPROF_FUNCTION_NAME_H

#include "arena.h"

struct function_name {
	const char *plain; /* "ns::f(const char*)": without result and template's substitutions */
	const char *brief; /* "ns::f" */
};
/* Of a lambda both are its plain one. In the arena; both are `name` itself where there is nothing
 * to take off. Of a plain name the plain one is itself. */
struct function_name function_name_of(struct mp_arena *arena, const char *name);

/* What reports call it: plain; brief if it is C's by its linkage name. */
const char *function_name_shown(struct mp_arena *arena, const char *name, const char *symbol);

/* Without parameters and template arguments, but those of lambdas: "ns::box::f" for all instances.
 */
const char *function_name_base(struct mp_arena *arena, const char *name);

#endif
