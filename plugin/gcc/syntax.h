/* syntax.h - finds in the tokens that the parser had (tokens.h) what the trees do not know the
 * place of. False, and `home` left alone, where nothing is found.
 */
#ifndef MEMCC_GCC_SYNTAX_H
#define MEMCC_GCC_SYNTAX_H
#include "compat.h"

/* The `while` of the loop whose `do`, or body, is there. */
bool syntax_while(location_t loop, bool is_body, expanded_location *home);

/* The keyword of the loop whose head has something there, in a function defined there. */
bool syntax_loop_keyword(location_t function, location_t head, expanded_location *home);

/* The first token of a clause in the brackets behind a `for`, if it has one: 0 begins, 1 asks, 2
 * steps. */
bool syntax_for_clause(location_t loop, int clause, expanded_location *home);

/* Whether a loop's body is a block. */
bool syntax_has_brace(location_t loop);

/* The brace that closes the first opened there or later. */
bool syntax_closing_brace(location_t open, expanded_location *home);

#endif
