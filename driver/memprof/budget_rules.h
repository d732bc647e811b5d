/* budget_rules.h - budgets before they meet a profile: of budgets files (budget_file.c) and of
 * comments (budget_apply.c). */
#ifndef MEMPROF_BUDGET_RULES_H
#define MEMPROF_BUDGET_RULES_H

#include "budget_grammar.h"
#include "check.h"

struct budget_pattern {
	const char *text; /* null: not given */
	bool is_glob;
	uint64_t hash;
};

struct budget_rule {
	struct budget_pattern function, file, code;
	bool program;    /* "(program)": the process as a whole */
	bool in_comment; /* found in the source that it speaks of */
	const char *path;
	uint32_t line, column;
	struct budget_items items;
	bool matched, reached;
};

struct budget_rules {
	struct mp_arena *arena;
	struct budget_rule **list; /* stable addresses: targets point to them */
	size_t count, room;
};

struct budget_rule *budget_rule_add(struct budget_rules *rules);
/* Parses the items of a rule; a malformed one becomes a result, and false. */
bool budget_rule_parse(struct budget_rules *rules, struct check *check, struct budget_rule *rule,
		       const char *text);
bool budget_pattern_matches(const struct budget_pattern *pattern, const char *text);

#endif
