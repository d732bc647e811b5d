/* callees.h - which functions of this unit can neither change memory nor fail to return.
 *
 * A statement that calls only such functions need not announce itself. Bodies are read at
 * PLUGIN_PRE_GENERICIZE; by the time the second half asks, the whole unit has been parsed.
 */
#ifndef MEMCC_GCC_CALLEES_H
#define MEMCC_GCC_CALLEES_H
#include "compat.h"

/* Remembers what a body calls, before any mark is put in; hides the allocator from the optimiser.
 */
void callees_read(tree function);

/* Whether this call may change memory, call back, or not return. */
bool callees_call_matters(const gimple *call);

#endif
