/* conditionals.h - which branches of `#if` were compiled: source.cc reads text, where all stand. */
#ifndef MEMCC_GCC_CONDITIONALS_H
#define MEMCC_GCC_CONDITIONALS_H
#include "compat.h"

/* Takes note, from the start of the unit, of each line that a token comes from. */
void conditionals_watch(void);

/* Of a line of a file's text: where to go on behind the branches, from the one that it begins, that
 * were not compiled, which is at the directive that ends the last of them. Any other: the line
 * itself. */
int conditionals_skip(const char *file, int line, int last);

#endif
