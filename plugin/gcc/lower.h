/* lower.h - the second half's end: orders become code, after inlining. */
#ifndef MEMCC_GCC_LOWER_H
#define MEMCC_GCC_LOWER_H
#include "compat.h"

gimple_opt_pass *lower_make_pass(void);

#endif
