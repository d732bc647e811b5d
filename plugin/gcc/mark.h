/* mark.h - what the first half tells the second: a call in the body where a statement begins.
 *
 * A mark is a call __memcc_mark(id, kind, line, column, "file"): all that is known of the statement
 * stands in its arguments, so that a mark survives whatever happens to the body before the second
 * half sees it (PCH, nested and outlined functions). `id` tells statements of a unit apart.
 */
#ifndef MEMCC_GCC_MARK_H
#define MEMCC_GCC_MARK_H
#include "compat.h"

/* Added to `kind`: the statement goes on after a statement expression; not counted. */
const unsigned MARK_RESUME = 0x100;

/* Instead of a kind, and of no statement: borders in a coroutine (coroutine.h). What was written
 * begins; is come back to; ends. */
const unsigned MARK_INSIDE = 0x200, MARK_BACK = 0x400, MARK_OUTSIDE = 0x800;

struct mark_statement {
	int id;
	unsigned kind; /* enum memprof_statement_kind */
	unsigned line, column;
	const char *file; /* the compiler's own copy */
};

/* A new statement of the unit. */
mark_statement mark_new(unsigned kind, const char *file, unsigned line, unsigned column);

/* All statements that were marked in this function, unreachable ones included; to be filled by who
 * marks. Null if nobody did. */
std::vector<mark_statement> &mark_statements_of(tree function);
const std::vector<mark_statement> *mark_statements(tree function);

/* Into a precompiled header go trees only, and what has no mark in the body any more is to have a
 * row, too: one notes all in the function, when it has been marked, the other finds them there. */
void mark_keep(tree function);
void mark_find_kept(tree function);

/* Whether there are any in the unit. */
bool mark_any(void);

/* The call; `extra` is added to the kind. */
tree mark_call(const mark_statement &s, unsigned extra);
tree mark_border(unsigned kind);

bool mark_same_place(const mark_statement &a, const mark_statement &b);

/* Which of a function's statements such a call begins, or -1. */
int mark_index(const std::vector<mark_statement> &all, tree call);

/* Whether it is one, and reading it back. */
bool mark_is(tree call); /* may be null */
bool mark_is(const gimple *stmt);
mark_statement mark_read(const gimple *call);
inline bool mark_is_border(const mark_statement &s)
{
	return s.kind >= MARK_INSIDE;
}

/* Whether it is the declaration behind marks. */
bool mark_is_declaration(tree decl);

#endif
