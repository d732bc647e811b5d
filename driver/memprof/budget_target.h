/* budget_target.h - which lines and functions of the profile a rule speaks of. */
#ifndef MEMPROF_BUDGET_TARGET_H
#define MEMPROF_BUDGET_TARGET_H

#include "budget_rules.h"

enum budget_target_kind { BUDGET_PROGRAM, BUDGET_FUNCTION, BUDGET_PLACE };

struct budget_target {
	enum budget_target_kind kind;
	size_t function;     /* index; of a place: the first on it */
	uint32_t file, line; /* of a place */
	const struct mp_figures *figures;
	uint64_t calls;
	/* The same from some call on, if the run kept the first calls apart; else null. */
	const struct mp_figures *later;
	uint64_t later_calls;
	struct budget_rule *rule;
	size_t order; /* of the rule */
};

struct budget_targets {
	struct budget_target *list;
	size_t count, room;
};

/* Adds all targets of the rules, to which those in the sources' comments are added if asked for.
 * Rules that match nothing become results. */
void budget_find_targets(struct budget_rules *rules, struct check *check,
			 struct budget_targets *targets, bool comments);

#endif
