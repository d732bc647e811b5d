/* trees.h - questions about the front ends' trees that need no context. One library serves C and
 * C++, so the codes and helpers of the C++ front end alone are told by what they look like.
 */
#ifndef MEMCC_GCC_TREES_H
#define MEMCC_GCC_TREES_H
#include "compat.h"

#include "profile.h"

bool trees_is_cplus(void);

/* Of an expression: its first token. */
location_t trees_start(tree t);
/* Whether the token stands in the replacement list of a macro (not in an argument of its use). */
bool trees_from_macro_body(location_t location);

bool trees_is_label(tree t);
/* What it declares, or null. */
tree trees_label(tree t);
/* `break;`, `continue;`, `goto`, `return;` */
bool trees_only_jumps(tree t);
/* What holds statements without being one. */
bool trees_is_block(tree t);
/* `({ … });` without a value, which in C is a block like any other but for a mark on its list. */
bool trees_is_void_statement_expression(tree t);
/* `__attribute__((fallthrough));` and `using namespace …;`. */
bool trees_does_nothing(tree t);
enum memprof_statement_kind trees_kind(tree t);

/* Whether it is a constant of that truth; an omitted condition is true. */
bool trees_constant(tree condition, bool truth);
/* A range-for is lowered already: its hidden variables have no names of the user's. */
bool trees_is_range_for(tree for_statement);

/* A declaration statement, and of what. */
bool trees_declares(tree t, tree *decl);
/* The compiler's own variable, as for a temporary that lasts. */
bool trees_is_hidden(tree decl);
/* Whether the declarator does something where it stands. */
bool trees_initialised(tree decl);
/* An automatic variable's initialiser, or null: walk_tree does not visit it. */
tree *trees_initialiser(tree decl);

/* The loop or condition at `where` if a block or list was made for it, or null. */
tree trees_hold_control(tree t, location_t where);
/* The place of the loop that a pragma (ivdep, unroll) stands in front of, if `t` is or was made for
 * one: the parser's marker, if any, stands at the pragma. */
location_t trees_annotated_loop(tree t);
/* Whether the parser put a block round a single statement: its marker stands in front. */
bool trees_begin_unmarked(tree t);
/* Whether C's parser opened a scope for a variable length array behind a label: to the next brace,
 * it holds what is declared there, without a marker, and all that comes after. */
bool trees_is_scope_of_array(tree t);

#endif
