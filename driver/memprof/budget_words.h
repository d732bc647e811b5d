/* budget_words.h - words, numbers and units of the budget language: what budget_grammar.c is made
 * of. After the first failure nothing is understood any more, and its message stays. */
#ifndef MEMPROF_BUDGET_WORDS_H
#define MEMPROF_BUDGET_WORDS_H

#include "budget_grammar.h"

struct budget_parser {
	struct mp_arena *arena;
	const char *text, *at;
	struct budget_error *error;
	bool failed;
};

void budget_fail(struct budget_parser *p, const char *message);
void budget_blanks(struct budget_parser *p);
/* Length of the word at the current place, 0: something else stands there. */
size_t budget_word_length(const struct budget_parser *p);
/* What stands here, for messages: a word, a symbol, or the end. */
const char *budget_found(struct budget_parser *p);
/* Each takes nothing if that does not stand here. */
bool budget_accept_word(struct budget_parser *p, const char *word);
bool budget_accept_symbol(struct budget_parser *p, const char *symbol);
/* A percentage in millionths. */
bool budget_accept_percent(struct budget_parser *p, int64_t *ppm);
/* A number with the units of the item's metric: bytes, nanoseconds, or a count. */
int64_t budget_number(struct budget_parser *p, const struct budget_item *item);

#endif
