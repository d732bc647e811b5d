/* budget_apply.c - holds the figures of the profile against budgets, and words what it finds. */
#include <stdlib.h>
#include <string.h>
#include "budget_target.h"

struct judge {
	struct check *check;
	const struct budget_target *target;
	const struct budget_item *item;
	const char *prefix; /* "function 'f': " or "" */
};

static struct check_result *add(struct judge *j, enum check_level level, enum check_rule rule)
{
	struct check *check = j->check;
	const struct mp_profile *profile = check->profile;
	const struct budget_target *target = j->target;
	struct check_result *result = check_add(check, level, rule);
	result->what = j->item->text;
	if (!target->rule->in_comment) {
		result->defined_in = target->rule->path;
		result->defined_at = target->rule->line;
	}
	if (target->kind == BUDGET_PROGRAM)
		return result;
	const struct mp_function *function = &profile->functions[target->function];
	const struct check_text *text = check_text_of(check, target->file);
	result->function = function->name;
	result->file =
		text->source.path ? text->source.path : profile->files[target->file].absolute;
	result->line = target->line;
	result->column = function->column;
	result->code = budget_source_code(&text->scanned, target->line);
	for (size_t i = 0; target->kind == BUDGET_PLACE && i < function->line_count; i++) {
		const struct mp_line *line = &function->lines[i];
		if (line->file == target->file && line->line == target->line)
			result->column = function->statements[line->first_statement].column;
	}
	return result;
}

static const char *item_name(const struct budget_item *item)
{
	return item->kind == BUDGET_RSS ? "rss" : mp_column_name(item->column);
}

/* The bound as it was written; and what it comes to, if that does not say so. */
static const char *bound_text(struct judge *j, const struct budget_bound *bound, int64_t value)
{
	struct mp_arena *arena = j->check->arena;
	if (budget_bound_is_plain(bound))
		return mp_column_is_bytes(j->item->column) && bound->fixed == 0 ? "0 B"
										: bound->text;
	const char *sum = check_value(arena, j->item->column, value, false);
	uint64_t times = bound->per_call ? j->target->calls : j->target->figures->occurrences;
	if (bound->per_call || bound->per_occurrence)
		return mp_arena_format(
			arena, "%s = %s in %llu %s%s", bound->text, sum, (unsigned long long)times,
			bound->per_call ? "call" : "occurrence", times == 1 ? "" : "s");
	return mp_arena_format(arena, "%s = %s", bound->text, sum);
}

static double badness(enum mp_column column, int64_t found, int64_t limit)
{
	double over = (double)found - (double)limit;
	over = over < 0 ? -over : over;
	/* A count is not a byte, but a leak of one block is worth as much as a few bytes of it. */
	return mp_column_is_bytes(column) ? over : over * 16;
}

static void complain(struct judge *j, int64_t found, int64_t limit,
		     const struct budget_bound *bound, bool above, bool open)
{
	struct mp_arena *arena = j->check->arena;
	const struct budget_item *item = j->item;
	const char *change = check_change(arena, item->column, limit, found);
	bool small = !strchr(change, '%') && !strstr(change, "-fold");
	const char *value = check_value(arena, item->column, found, small && limit != 0);
	const char *verb = item->is_equal && !bound->slack_ppm ? "is not the budgeted"
			   : open && above                     ? "is not below the budgeted"
			   : open                              ? "is not above the budgeted"
			   : above                             ? "exceeds budget"
							       : "is below budget";
	struct check_result *result =
		add(j, CHECK_FAIL, above ? CHECK_BUDGET_EXCEEDED : CHECK_BUDGET_BELOW);
	result->message = mp_arena_format(arena, "%s%s %s %s %s (%s)", j->prefix, item_name(item),
					  value, verb, bound_text(j, bound, limit),
					  found == limit ? "equal" : change);
	result->badness = badness(item->column, found, limit);
}

static void judge_value(struct judge *j)
{
	const struct budget_item *item = j->item;
	const struct budget_target *target = j->target;
	int64_t found = mp_column_value(target->figures, item->column);
	struct budget_scale scale = {
		.calls = (int64_t)target->calls,
		.occurrences = (int64_t)target->figures->occurrences,
		.total = mp_column_value(&j->check->profile->total, item->column),
	};
	int64_t low = budget_bound_value(&item->low, &scale, -1);
	int64_t high = budget_bound_value(&item->high, &scale, 1);
	if (item->high.given && (found > high || (item->high_is_open && found == high)))
		complain(j, found, high, &item->high, true, item->high_is_open);
	else if (item->low.given && (found < low || (item->low_is_open && found == low)))
		complain(j, found, low, &item->low, false, item->low_is_open);
	else
		add(j, CHECK_PASS, CHECK_BUDGET_EXCEEDED)->message = mp_arena_format(
			j->check->arena, "%s%s %s is within budget", j->prefix, item_name(item),
			check_value(j->check->arena, item->column, found, false));
}

/* Null, or why this metric of this run may not gate. */
static const char *noise(const struct judge *j)
{
	const struct mp_profile *profile = j->check->profile;
	const struct budget_item *item = j->item;
	bool exact = mp_metric_is_exact(profile->metric);
	if (item->kind == BUDGET_TIME)
		return "time is not measured: it differs from run to run; occurrences and allocs "
		       "are "
		       "exact";
	if (item->kind == BUDGET_RSS && !j->check->allow_noisy)
		return "rss is what the kernel says of the process, and differs from run to run; "
		       "budget increment, peak or retained, or accept the noise with --allow-noisy";
	if (item->kind == BUDGET_RSS && profile->metric != MEMPROF_METRIC_RSS)
		return mp_arena_format(j->check->arena,
				       "this run measured %s, not rss; run it with "
				       "MEMCC_OPTIONS=metric=rss",
				       mp_metric_name(profile->metric));
	if (item->kind == BUDGET_HEAP && !exact && item->column != MP_OCCURRENCES &&
	    !j->check->allow_noisy)
		return mp_arena_format(
			j->check->arena,
			"this run measured %s, which differs from run to run; budgets "
			"are about heap bytes (or accept the noise with --allow-noisy)",
			mp_metric_name(profile->metric));
	return NULL;
}

static void judge_item(struct judge *j)
{
	struct budget_target *target = (struct budget_target *)(uintptr_t)j->target;
	if (j->item->any) {
		target->rule->reached = true;
		return;
	}
	const char *noisy = noise(j);
	if (noisy) {
		target->rule->reached = true;
		add(j, CHECK_BROKEN, CHECK_BUDGET_NOISY)->message = noisy;
		return;
	}
	/* That a line does not run is itself something to hold it to. */
	bool zero = j->item->column == MP_OCCURRENCES && j->item->kind == BUDGET_HEAP;
	if (target->figures->occurrences == 0 && !zero)
		return;
	target->rule->reached = true;
	judge_value(j);
}

/* Program, then functions, then lines; rules in their order. */
static int compare_targets(const void *a, const void *b)
{
	const struct budget_target *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool same_target(const struct budget_target *a, const struct budget_target *b)
{
	return a->kind == b->kind && a->file == b->file && a->line == b->line &&
	       a->function == b->function;
}

static bool speaks_of(const struct budget_rule *rule, const struct budget_item *item)
{
	for (size_t i = 0; i < rule->items.count; i++)
		if (rule->items.list[i].kind == item->kind &&
		    rule->items.list[i].column == item->column)
			return true;
	return false;
}

/* A later rule for the same line takes a metric over. What is taken over need not be reached. */
static bool is_taken_over(const struct budget_target *target, size_t later,
			  const struct budget_item *item)
{
	for (size_t i = 1; i <= later; i++)
		if (speaks_of(target[i].rule, item))
			return true;
	return false;
}

static void judge_target(struct check *check, struct budget_target *target, size_t later)
{
	struct judge j = {.check = check, .target = target, .prefix = ""};
	if (target->kind == BUDGET_PROGRAM)
		j.prefix = "program: ";
	if (target->kind == BUDGET_FUNCTION)
		j.prefix = mp_arena_format(check->arena, "function '%s': ",
					   check->profile->functions[target->function].name);
	for (size_t i = 0; i < target->rule->items.count; i++) {
		j.item = &target->rule->items.list[i];
		if (is_taken_over(target, later, j.item))
			target->rule->reached = true;
		else
			judge_item(&j);
	}
}

static void report_unreached(struct check *check, struct budget_targets *targets)
{
	for (size_t i = 0; i < targets->count; i++) {
		struct budget_target *target = &targets->list[i];
		if (target->rule->reached)
			continue;
		target->rule->reached = true;
		if (check->partial) {
			check->unreached_skipped++;
			continue;
		}
		struct judge j = {
			.check = check, .target = target, .item = &target->rule->items.list[0]};
		add(&j, CHECK_BROKEN, CHECK_BUDGET_UNREACHED)->message =
			target->kind == BUDGET_FUNCTION ? "this budget is over a function that was "
							  "never called in this run "
							  "(--partial skips such budgets)"
							: "this budget stands on a line that never "
							  "ran in this run (--partial "
							  "skips such budgets)";
	}
}

size_t budget_apply(struct budget_rules *rules, struct check *check, bool comments)
{
	struct budget_targets targets = {0};
	budget_find_targets(rules, check, &targets, comments);
	if (targets.count)
		qsort(targets.list, targets.count, sizeof *targets.list, compare_targets);
	for (size_t i = 0; i < targets.count;) {
		size_t end = i + 1;
		while (end < targets.count && same_target(&targets.list[i], &targets.list[end]))
			end++;
		for (size_t at = i; at < end; at++)
			judge_target(check, &targets.list[at], end - at - 1);
		i = end;
	}
	report_unreached(check, &targets);
	free(targets.list);
	return rules->count;
}
