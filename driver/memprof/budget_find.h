/* budget_find.h - what the two ways to find targets share: budgets files by name and text
 * (budget_target.c), comments by where they stand (budget_comment.c). */
#ifndef MEMPROF_BUDGET_FIND_H
#define MEMPROF_BUDGET_FIND_H

#include "budget_target.h"

struct by_name {
	const char *name;
	size_t function;
};

struct by_text {
	uint64_t hash;
	size_t function, line;
};

struct budget_finder {
	struct budget_rules *rules;
	struct check *check;
	const struct mp_profile *profile;
	struct budget_targets *targets;
	struct by_name *names; /* sorted, all that a function may be called by */
	size_t name_count;
	const char **briefs; /* of the functions, without parameters */
	struct by_text *texts;
	size_t text_count;
	size_t order;
};

void budget_add_function(struct budget_finder *f, struct budget_rule *rule, size_t index);
/* A line over all functions on it: for comments, which stand on lines. False: there is none. */
bool budget_add_place(struct budget_finder *f, struct budget_rule *rule, uint32_t file,
		      uint32_t line);
const struct mp_place *budget_find_place(const struct mp_profile *profile, uint32_t file,
					 uint32_t line);
struct check_result *budget_unmatched(struct budget_finder *f, const struct budget_rule *rule,
				      const char *message);

void budget_find_in_comments(struct budget_finder *f);

#endif
