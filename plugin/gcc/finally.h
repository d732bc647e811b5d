/* finally.h - cleanups that several ways out of a scope share.
 *
 *   tmp = 0; goto finally;  …  tmp = 1; goto finally;  …  finally: release (p); switch (tmp)
 *
 * That is what the compiler makes of a scope's cleanup if it does not copy it for each way out. In
 * the flow graph every way in then seems to lead to every way out, though each leads to one.
 */
#ifndef MEMCC_GCC_FINALLY_H
#define MEMCC_GCC_FINALLY_H
#include "compat.h"

/* A way through a cleanup: control that came in by one edge leaves by the other. */
struct finally_route {
	edge in, out;
};

/* All ways through shared cleanups. `inside`, by block: on input where something happens that
 * must stay where it is (such a cleanup is left alone), on return which blocks the routes replace.
 */
std::vector<finally_route> finally_routes(::function *fun, std::vector<bool> &inside);

#endif
