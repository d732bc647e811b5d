/* conditionals.h - which branches of `#if` were compiled: source.cc reads text, where all stand. */
#ifndef MEMCC_GCC_CONDITIONALS_H
#define MEMCC_GCC_CONDITIONALS_H
#include "compat.h"

/* Takes note, from the start of the unit, of each line that a token comes from. */
void conditionals_watch(void);

/* Of a directive's line: that of the directive to go on behind, which ends the branches, from the
 * one begun here, that were not compiled. If there is none, or it begins no branch: itself. */
int conditionals_skip(const char *file, int line, int last);

#endif
