/* source.h - finds in the text of the source what the trees do not know the place of. Lines and
 * columns count from 1; where nothing is found, they are left alone. */
#ifndef MEMCC_GCC_SOURCE_H
#define MEMCC_GCC_SOURCE_H
#include "compat.h"

/* Whether that word stands there. */
bool source_says(expanded_location at, const char *word);

/* Whether an expression begins there that stands in brackets. */
bool source_says_brackets(expanded_location at);

/* The `while` of the loop whose `do`, or body, is there. */
bool source_while(location_t loop, bool is_body, expanded_location *home);

/* The keyword of the loop whose head has something there, in a function defined there. */
bool source_keyword(location_t function, location_t head, expanded_location *home);

/* The first token of a clause in the brackets behind a `for`, if it has one: 0 begins, 1 asks, 2
 * steps. */
bool source_for_clause(location_t loop, int clause, expanded_location *home);

/* The last part of the name that begins there: of `S::get` that is `get`. */
expanded_location source_behind_scopes(expanded_location name);

/* Whether a keyword stands there that a block comes after, or the use of a macro that a block
 * stands behind; whether a closing brace does; whether a semicolon does. */
bool source_heads_block(expanded_location at);
bool source_macro_heads_block(expanded_location use);
bool source_ends_block(expanded_location at);
bool source_ends_statement(location_t end);
bool source_begins_loop(location_t keyword);
/* Whether its body is a block. */
bool source_has_brace(location_t loop);

/* The brace that closes the first opened there or later. */
bool source_closing_brace(location_t open, expanded_location *home);

/* `: base<T>(n), member{n}, bases(n)...` behind a constructor's name: as they are written. */
struct source_initialiser {
	unsigned line, column; /* first token */
	std::string name;      /* without scopes and template arguments */
	bool pack;
};
std::vector<source_initialiser> source_initialisers(expanded_location constructor);

#endif
