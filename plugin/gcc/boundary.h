/* boundary.h - first half: marks (mark.h) in the front end's trees. */
#ifndef MEMCC_GCC_BOUNDARY_H
#define MEMCC_GCC_BOUNDARY_H
#include "compat.h"

/* Puts the marks into a chosen function's body. */
void boundary_instrument(tree function);

#endif
