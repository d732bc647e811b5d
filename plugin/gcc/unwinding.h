/* unwinding.h - exceptions that pass through a function without being looked at by it. */
#ifndef MEMCC_GCC_UNWINDING_H
#define MEMCC_GCC_UNWINDING_H
#include "compat.h"
#include "objects.h"

#include <map>

/* Where the top is kept that it was at the function's start, for a statement that an exception may
 * leave the function from: a block on every way there, at whose start no record of the function's
 * own is open. Where none is named it is the function's start. */
typedef std::map<gimple *, basic_block> unwinding_places;

/* Not in loops, and as late as can be: code that returns early keeps nothing. To be called while
 * there are orders to tell from. */
unwinding_places unwinding_find_places(::function *fun);

/* Makes the function, which pushes records, abandon them when an exception leaves it. To be called
 * when all else is in place. */
void unwinding_guard(::function *fun, objects *data, const unwinding_places &places = {});

/* What ends the block, if unwinding goes on in the caller behind it; or null. */
gresx *unwinding_leaves(basic_block bb);

/* Makes exceptions that no handler of the function catches land in it, too, as they do where there
 * is something to clean up: unwinding would go past it otherwise. Behind counting. */
void unwinding_land(::function *fun);

/* Makes a function that is not profiled, but catches exceptions, abandon what profiled functions
 * inlined into it have pushed. */
void unwinding_catch(::function *fun);

#endif
