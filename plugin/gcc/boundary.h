/* boundary.h - first half: marks in the front end's trees.
 *
 * A mark is a call __memcc_mark(id, kind, line, column, "file"): all that is known of the statement
 * stands in its arguments, so that a mark survives whatever happens to the body before the second
 * half sees it (PCH, nested and outlined functions). `id` tells statements of a unit apart.
 */
#ifndef MEMCC_GCC_BOUNDARY_H
#define MEMCC_GCC_BOUNDARY_H
#include "compat.h"

/* Added to `kind`: the statement goes on after a statement expression; not counted. */
const unsigned BOUNDARY_RESUME = 0x100;

struct boundary_statement {
	int id;
	unsigned kind; /* enum memprof_statement_kind */
	unsigned line, column;
	const char *file; /* the compiler's own copy */
};

/* The user had asked for the parser's markers himself (-g): they must stay. */
extern bool boundary_keep_markers;

/* Puts the marks into a chosen function's body. */
void boundary_instrument(tree function);

/* Removes the statement markers that the parser was asked for on our behalf. */
void boundary_strip(tree function);

/* All statements that were marked in this function, unreachable ones included. */
const std::vector<boundary_statement> *boundary_statements(tree function);

/* The declaration behind marks, or null if none was made in this unit. */
tree boundary_mark_declaration(void);

/* Reads a mark back. */
boundary_statement boundary_read_mark(const gimple *call);

#endif
