/* budget_grammar.h - the language of budgets, from text to bounds. Knows neither files nor
 * profiles.
 *
 *   budget    = item { "," item } [ "--" remark ]
 *   item      = metric [ "per call" | "per occurrence" ] [ from ] relation [ from ]
 *   from      = "from call" number      from the 2nd, say: the first calls do not count
 *   relation  = ( "<=" | "<" | ">=" | ">" | "==" ) bound | ( "in" | "==" ) bound ".." bound | "any"
 *   bound     = amount { "+" amount } [ ( "+" | "+-" ) number "%" ]
 *   amount    = number [ unit ] [ "per call" | "per occurrence" ] | number "%" "of total"
 *   metric    = increment peak occurrences allocs allocated frees freed retained net mem_usage
 *             | rss | time
 */
#ifndef MEMPROF_BUDGET_GRAMMAR_H
#define MEMPROF_BUDGET_GRAMMAR_H

#include "arena.h"
#include "profile_model.h"

/* A bound is fixed + per_call * calls + per_occurrence * occurrences + share_ppm of the process's
 * total, and then widened by slack_ppm of itself. */
struct budget_bound {
	bool given;
	int64_t fixed, per_call, per_occurrence;
	int64_t share_ppm, slack_ppm;
	const char *text; /* as written */
};

enum budget_kind { BUDGET_HEAP, BUDGET_RSS, BUDGET_TIME };

struct budget_item {
	enum budget_kind kind;
	enum mp_column column;
	uint32_t from_call;             /* of its function; 0: all calls */
	bool any;                       /* no bound at all: lifts a default */
	bool low_is_open, high_is_open; /* `>`, `<` */
	bool is_equal;                  /* `==` with one bound: how it is worded */
	struct budget_bound low, high;
	const char *text; /* the item as written, blanks squeezed */
};

struct budget_items {
	struct budget_item *list;
	size_t count;
};

struct budget_error {
	size_t offset; /* into the text */
	const char *message;
};

/* False with *error filled if the text is no budget. All lives in the arena. */
bool budget_parse(struct mp_arena *arena, const char *text, struct budget_items *items,
		  struct budget_error *error);

/* What a bound comes to for a line or function that was reached like this. Saturates. */
struct budget_scale {
	int64_t calls, occurrences, total;
};
int64_t budget_bound_value(const struct budget_bound *bound, const struct budget_scale *scale,
			   int direction); /* -1: lower bound, widened downwards; 1: upper */
bool budget_bound_is_plain(const struct budget_bound *bound); /* its text says its value */

#endif
