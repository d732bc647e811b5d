/* thin.h - fewer records after inlining. */
#ifndef MEMCC_GCC_THIN_H
#define MEMCC_GCC_THIN_H
#include "compat.h"

/* Moves and removes orders that concern records and points, in a function in which there may be
 * such orders of several functions. What a call that matters finds on the shadow stack stays. */
void thin_records(::function *fun);

#endif
