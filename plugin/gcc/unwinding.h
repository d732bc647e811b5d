/* unwinding.h - exceptions that pass through a function without being looked at by it. */
#ifndef MEMCC_GCC_UNWINDING_H
#define MEMCC_GCC_UNWINDING_H
#include "compat.h"
#include "objects.h"

/* Makes the function, which pushes records, abandon them when an exception leaves it. To be called
 * when all else is in place. */
void unwinding_guard(::function *fun, objects *data);

/* What ends the block, if unwinding goes on in the caller behind it; or null. */
gresx *unwinding_leaves(basic_block bb);

/* Makes exceptions that no handler of the function catches land in it, too, as they do where there
 * is something to clean up: unwinding would go past it otherwise. Behind counting. */
void unwinding_land(::function *fun);

/* Makes a function that is not profiled, but catches exceptions, abandon what profiled functions
 * inlined into it have pushed. */
void unwinding_catch(::function *fun);

#endif
