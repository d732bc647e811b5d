/* emit.h - second half: marks become code and descriptions; a pass over the flow graph. */
#ifndef MEMCC_GCC_EMIT_H
#define MEMCC_GCC_EMIT_H
#include "compat.h"

/* The pass, to be put in front of "*build_cgraph_edges". */
gimple_opt_pass *emit_make_pass(void);

#endif
