/* tokens.h - a part of the source as the parser saw it: macros replaced, branches of `#if` chosen.
 */
#ifndef MEMCC_GCC_TOKENS_H
#define MEMCC_GCC_TOKENS_H
#include "compat.h"

#include "cpplib.h"

struct source_token {
	enum cpp_ttype type;
	const char *name;    /* of a word, or "" */
	int line, column;    /* in the file (places.h); of a macro's: of its use */
	location_t location; /* of a macro's: in the definition */

	bool is(const char *word) const;
	bool stands_with(const source_token &other) const;
};

/* What `text` holds, which is the source from there. */
std::vector<source_token> tokens_in(std::string text, expanded_location from);

#endif
