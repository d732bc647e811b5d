/* budget_apply.c - holds the figures of the profile against budgets, and words what it finds. */
#include <stdlib.h>
#include <string.h>
#include "budget_target.h"

struct judge {
	struct check *check;
	struct budget_target *target;
	const struct budget_item *item;
	const char *prefix; /* "function 'f': " or "" */
	/* Of all calls, or of those from the one that the item says. */
	const struct mp_figures *figures;
	uint64_t calls;
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

static const char *item_name(const struct judge *j)
{
	const struct budget_item *item = j->item;
	if (item->kind == BUDGET_RSS)
		return "rss";
	if (item->kind == BUDGET_TIME)
		return "time";
	if (item->column == MP_OCCURRENCES && j->target->kind == BUDGET_FUNCTION)
		return "calls";
	return mp_column_name(item->column);
}

static const char *value_text(const struct judge *j, int64_t value, bool exact)
{
	struct mp_arena *arena = j->check->arena;
	if (j->item->kind != BUDGET_TIME)
		return check_value(arena, j->item->column, value, exact);
	double ns = (double)value;
	return ns < 1e9 ? mp_arena_format(arena, "%.3f ms", ns / 1e6)
			: mp_arena_format(arena, "%.3f s", ns / 1e9);
}

static const char *change_text(const struct judge *j, int64_t from, int64_t to)
{
	struct mp_arena *arena = j->check->arena;
	if (j->item->kind != BUDGET_TIME)
		return check_change(arena, j->item->column, from, to);
	if (from <= 0)
		return value_text(j, to, false);
	return mp_arena_format(arena, "%+.1f %%", 100.0 * (double)(to - from) / (double)from);
}

/* The bound as it was written; and what it comes to, if that does not say so. */
static const char *bound_text(struct judge *j, const struct budget_bound *bound, int64_t value)
{
	struct mp_arena *arena = j->check->arena;
	if (budget_bound_is_plain(bound))
		return j->item->kind != BUDGET_TIME && mp_column_is_bytes(j->item->column) &&
				       bound->fixed == 0
			       ? "0 B"
			       : bound->text;
	const char *sum = value_text(j, value, false);
	uint64_t times = bound->per_call ? j->calls : j->figures->occurrences;
	if (bound->per_call || bound->per_occurrence)
		return mp_arena_format(
			arena, "%s = %s in %llu %s%s", bound->text, sum, (unsigned long long)times,
			bound->per_call ? "call" : "occurrence", times == 1 ? "" : "s");
	return mp_arena_format(arena, "%s = %s", bound->text, sum);
}

/* "from call 2 on, " */
static const char *since(struct judge *j)
{
	if (j->item->from_call == 0)
		return "";
	return mp_arena_format(j->check->arena, "from call %u on, ", j->item->from_call);
}

static double badness(enum mp_column column, int64_t found, int64_t limit)
{
	double over = (double)found - (double)limit;
	over = over < 0 ? -over : over;
	/* A count is not a byte, but a leak of one block is worth as much as a few bytes of it. */
	return mp_column_is_bytes(column) ? over : over * 16;
}

static struct check_result *add_judged(struct judge *j, enum check_level level,
				       enum check_rule rule, int64_t found, int64_t limit)
{
	struct check_result *result = add(j, level, rule);
	result->metric = item_name(j);
	result->found = found;
	result->limit = limit;
	return result;
}

static void complain(struct judge *j, int64_t found, int64_t limit,
		     const struct budget_bound *bound, bool above, bool open)
{
	struct mp_arena *arena = j->check->arena;
	const struct budget_item *item = j->item;
	const char *change = change_text(j, limit, found);
	bool small = !strchr(change, '%') && !strstr(change, "-fold");
	const char *value = value_text(j, found, small && limit != 0);
	const char *verb = item->is_equal && !bound->slack_ppm ? "is not the budgeted"
			   : open && above                     ? "is not below the budgeted"
			   : open                              ? "is not above the budgeted"
			   : above                             ? "exceeds budget"
							       : "is below budget";
	struct check_result *result = add_judged(
		j, CHECK_FAIL, above ? CHECK_BUDGET_EXCEEDED : CHECK_BUDGET_BELOW, found, limit);
	result->message = mp_arena_format(arena, "%s%s%s %s %s %s (%s)", j->prefix, since(j),
					  item_name(j), value, verb, bound_text(j, bound, limit),
					  found == limit ? "equal" : change);
	result->badness = badness(item->column, found, limit);
}

static int64_t found_value(const struct judge *j)
{
	const struct mp_profile *profile = j->check->profile;
	if (j->item->kind == BUDGET_TIME)
		return (int64_t)(profile->end_ns - profile->start_ns);
	return mp_column_value(j->figures, j->item->column);
}

static void judge_value(struct judge *j)
{
	const struct budget_item *item = j->item;
	int64_t found = found_value(j);
	struct budget_scale scale = {
		.calls = (int64_t)j->calls,
		.occurrences = (int64_t)j->figures->occurrences,
		.total = mp_column_value(&j->check->profile->total, item->column),
	};
	int64_t low = budget_bound_value(&item->low, &scale, -1);
	int64_t high = budget_bound_value(&item->high, &scale, 1);
	if (item->high.given && (found > high || (item->high_is_open && found == high)))
		complain(j, found, high, &item->high, true, item->high_is_open);
	else if (item->low.given && (found < low || (item->low_is_open && found == low)))
		complain(j, found, low, &item->low, false, item->low_is_open);
	else
		add_judged(j, CHECK_PASS, CHECK_BUDGET_EXCEEDED, found,
			   item->high.given ? high : low)
			->message =
			mp_arena_format(j->check->arena, "%s%s%s %s is within budget", j->prefix,
					since(j), item_name(j), value_text(j, found, false));
}

/* Null, or why this metric of this run may not gate. */
static const char *noise(const struct judge *j)
{
	const struct mp_profile *profile = j->check->profile;
	const struct budget_item *item = j->item;
	bool exact = mp_metric_is_exact(profile->metric);
	if (item->kind == BUDGET_TIME && !j->check->allow_noisy)
		return "time differs from run to run; budget occurrences or allocs, or accept the "
		       "noise with --allow-noisy";
	if (item->kind == BUDGET_TIME && j->target->kind != BUDGET_PROGRAM)
		return "time is known of the run as a whole only: '(program): time <= ...' in a "
		       "budgets file";
	if (item->kind == BUDGET_TIME && (profile->merged || profile->end_ns == 0))
		return "it is not known how long this run took";
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

/* Null, or why this run does not tell what happened from that call on. */
static const char *not_kept(const struct judge *j)
{
	struct mp_arena *arena = j->check->arena;
	const struct mp_profile *profile = j->check->profile;
	const struct budget_target *target = j->target;
	unsigned first = j->item->from_call - 1;
	if (target->kind == BUDGET_PROGRAM)
		return "the process as a whole has no calls; 'from call' goes with functions and "
		       "lines";
	if (!profile->functions[target->function].by_calls)
		return mp_arena_format(arena,
				       "'%s' cannot be checked: that needs code built with "
				       "-fmemprof-mode=calls, and a run with "
				       "MEMCC_OPTIONS=first_calls=%u",
				       j->item->text, first);
	if (profile->first_calls != first)
		return mp_arena_format(arena,
				       "'%s' cannot be checked: this %s did not keep the calls "
				       "before apart; run it with MEMCC_OPTIONS=first_calls=%u",
				       j->item->text, profile->merged ? "merged run" : "run",
				       first);
	return NULL;
}

static void cannot(struct judge *j, enum check_rule rule, const char *message)
{
	j->target->rule->reached = true;
	add(j, CHECK_BROKEN, rule)->message = message;
}

/* The line ran, but not since the call that the budget begins with. */
static void judge_unreached_later(struct judge *j)
{
	j->target->rule->reached = true;
	if (j->check->partial)
		j->check->unreached_skipped++;
	else
		cannot(j, CHECK_BUDGET_UNREACHED,
		       mp_arena_format(j->check->arena,
				       "this never ran from call %u on: its function was called "
				       "%llu time%s (--partial skips such budgets)",
				       j->item->from_call, (unsigned long long)j->target->calls,
				       j->target->calls == 1 ? "" : "s"));
}

static void judge_item(struct judge *j)
{
	const struct budget_target *target = j->target;
	const struct budget_item *item = j->item;
	if (item->any) {
		target->rule->reached = true;
		return;
	}
	const char *noisy = noise(j);
	if (noisy) {
		cannot(j, CHECK_BUDGET_NOISY, noisy);
		return;
	}
	/* That a line does not run is itself something to hold it to. */
	bool zero = item->column == MP_OCCURRENCES && item->kind == BUDGET_HEAP;
	if (target->figures->occurrences == 0 && !zero)
		return;
	const char *unknown = item->from_call ? not_kept(j) : NULL;
	if (unknown) {
		cannot(j, CHECK_BUDGET_UNRECORDED, unknown);
		return;
	}
	j->figures = item->from_call ? target->later : target->figures;
	j->calls = item->from_call ? target->later_calls : target->calls;
	if (j->figures->occurrences == 0 && !zero) {
		judge_unreached_later(j);
		return;
	}
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
		    rule->items.list[i].column == item->column &&
		    rule->items.list[i].from_call == item->from_call)
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
