/* falling.h - what -Wimplicit-fallthrough would say of our marks.
 *
 * It looks at what stands in front of a label, and that shall be no mark of ours.
 */
#ifndef MEMCC_FALLING_H
#define MEMCC_FALLING_H

#include "mark.h"

#include <vector>

/* `list` are statements in a row, with their marks. */
void falling_keep_quiet(const std::vector<tree> &list);

#endif
