/* source.h - finds in the text of the source what the trees do not know the place of. Lines and
 * columns count from 1. */
#ifndef MEMCC_GCC_SOURCE_H
#define MEMCC_GCC_SOURCE_H
#include "compat.h"

/* Whether that word stands there. */
bool source_says(expanded_location at, const char *word);

/* Whether an expression begins there that stands in brackets. */
bool source_says_brackets(expanded_location at);

/* The last part of the name that begins there: of `S::get` that is `get`. */
expanded_location source_behind_scopes(expanded_location name);

/* Whether a keyword stands there that a block comes after, or the use of a macro that a block
 * stands behind; whether a closing brace does; whether a semicolon does. */
bool source_heads_block(expanded_location at);
bool source_macro_heads_block(expanded_location use);
bool source_ends_block(expanded_location at);
bool source_ends_statement(location_t end);
bool source_begins_loop(location_t keyword);

/* `: base<T>(n), member{n}, bases(n)...` behind a constructor's name: as they are written. */
struct source_initialiser {
	unsigned line, column; /* first token */
	std::string name;      /* without scopes and template arguments */
	bool pack;
};
std::vector<source_initialiser> source_initialisers(expanded_location constructor);

#endif
