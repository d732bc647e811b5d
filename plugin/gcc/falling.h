/* falling.h - whether control falls off a statement's end, and what -Wimplicit-fallthrough would
 * say of our marks: it looks at what stands in front of a label, and that shall be no mark.
 */
#ifndef MEMCC_FALLING_H
#define MEMCC_FALLING_H

#include "mark.h"

#include <vector>

/* Whether control may come behind `t`, a statement, block or list before it is genericized; true if
 * in doubt. */
bool falling_may(tree t);

/* `list` are statements in a row, with their marks. */
void falling_keep_quiet(const std::vector<tree> &list);

/* What stands in a switch in front of its first label is never come by, and warned of: of the
 * statement, if it makes code, not of its mark. It remains known without. */
void falling_drop_marks_before_cases(tree body);

#endif
