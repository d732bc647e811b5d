/* budget_target.c - see budget_target.h. Exact names and exact texts go through sorted indexes, so
 * that 10,000 rules do not walk over 100,000 lines each. */
#include <stdlib.h>
#include <string.h>
#include "budget_find.h"
#include "function_name.h"

static int compare_names(const void *a, const void *b)
{
	const struct by_name *x = a, *y = b;
	int names = strcmp(x->name, y->name);
	return names ? names : x->function < y->function ? -1 : x->function > y->function;
}

static int compare_texts(const void *a, const void *b)
{
	const struct by_text *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static void index_names(struct budget_finder *f)
{
	size_t room = 0;
	f->briefs = mp_zalloc(f->profile->function_count, sizeof *f->briefs);
	for (size_t i = 0; i < f->profile->function_count; i++) {
		const char *name = f->profile->functions[i].name;
		const char *brief = function_name_of(f->check->arena, name).brief;
		f->briefs[i] = brief;
		*MP_PUSH(f->names, f->name_count, room) = (struct by_name){name, i};
		if (strcmp(brief, name) != 0)
			*MP_PUSH(f->names, f->name_count, room) = (struct by_name){brief, i};
	}
	if (f->name_count)
		qsort(f->names, f->name_count, sizeof *f->names, compare_names);
}

static bool name_matches(const struct budget_finder *f, const struct budget_rule *rule,
			 size_t function)
{
	const struct budget_pattern *pattern = &rule->function;
	return budget_pattern_matches(pattern, f->profile->functions[function].name) ||
	       budget_pattern_matches(pattern, f->briefs[function]);
}

static void index_texts(struct budget_finder *f)
{
	size_t room = 0;
	for (size_t i = 0; i < f->profile->function_count; i++) {
		const struct mp_function *function = &f->profile->functions[i];
		for (size_t l = 0; l < function->line_count; l++) {
			const struct mp_line *line = &function->lines[l];
			const struct budget_source *s =
				&check_text_of(f->check, line->file)->scanned;
			uint64_t hash = line->line <= s->line_count ? s->lines[line->line].hash : 0;
			*MP_PUSH(f->texts, f->text_count, room) = (struct by_text){hash, i, l};
		}
	}
	if (f->text_count)
		qsort(f->texts, f->text_count, sizeof *f->texts, compare_texts);
}

static const char *code_of(struct budget_finder *f, const struct mp_line *line)
{
	return budget_source_code(&check_text_of(f->check, line->file)->scanned, line->line);
}

/* "lib/a.c" means "/home/me/lib/a.c" as well: whole components from the end. */
static bool matches_tail(const struct budget_pattern *pattern, const char *path)
{
	if (!pattern->text)
		return true;
	for (; (path = strchr(path, '/')); path++)
		if (budget_pattern_matches(pattern, path + 1))
			return true;
	return false;
}

static bool file_matches(const struct budget_finder *f, const struct budget_pattern *pattern,
			 uint32_t file)
{
	const struct mp_file *known = &f->profile->files[file];
	return budget_pattern_matches(pattern, known->path) ||
	       budget_pattern_matches(pattern, known->absolute) ||
	       matches_tail(pattern, known->absolute);
}

static struct budget_target *add(struct budget_finder *f, struct budget_rule *rule,
				 enum budget_target_kind kind)
{
	struct budget_target *target =
		MP_PUSH(f->targets->list, f->targets->count, f->targets->room);
	target->kind = kind;
	target->rule = rule;
	target->order = f->order;
	rule->matched = true;
	return target;
}

void budget_add_function(struct budget_finder *f, struct budget_rule *rule, size_t index)
{
	const struct mp_function *function = &f->profile->functions[index];
	struct budget_target *target = add(f, rule, BUDGET_FUNCTION);
	target->function = index;
	target->file = function->file;
	target->line = function->line;
	target->calls = function->calls;
	target->figures = &function->sum;
	if (f->profile->later_functions) {
		target->later = &f->profile->later_functions[index].sum;
		target->later_calls = f->profile->later_functions[index].calls;
	}
}

const struct mp_place *budget_find_place(const struct mp_profile *profile, uint32_t file,
					 uint32_t line)
{
	size_t low = 0, high = profile->place_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct mp_place *place = &profile->places[middle];
		if (place->file < file || (place->file == file && place->line < line))
			low = middle + 1;
		else
			high = middle;
	}
	const struct mp_place *place = &profile->places[low];
	bool here = low < profile->place_count && place->file == file && place->line == line;
	return here ? place : NULL;
}

/* A line over all functions on it: for comments, which stand on lines. */
bool budget_add_place(struct budget_finder *f, struct budget_rule *rule, uint32_t file,
		      uint32_t line)
{
	const struct mp_place *place = budget_find_place(f->profile, file, line);
	if (!place)
		return false;
	struct budget_target *target = add(f, rule, BUDGET_PLACE);
	target->function = place->function;
	target->file = file;
	target->line = line;
	target->calls = f->profile->functions[place->function].calls;
	target->figures = &place->figures;
	if (f->profile->later_functions) {
		target->later = &f->profile->later_places[place - f->profile->places].figures;
		target->later_calls = f->profile->later_functions[place->function].calls;
	}
	return true;
}

static void add_line(struct budget_finder *f, struct budget_rule *rule, size_t function,
		     size_t line)
{
	const struct mp_line *row = &f->profile->functions[function].lines[line];
	struct budget_target *target = add(f, rule, BUDGET_PLACE);
	target->function = function;
	target->file = row->file;
	target->line = row->line;
	target->calls = f->profile->functions[function].calls;
	target->figures = &row->figures;
	if (f->profile->later_functions) {
		target->later = &f->profile->later_functions[function].lines[line].figures;
		target->later_calls = f->profile->later_functions[function].calls;
	}
}

/* One function against a rule whose function pattern it matches already. */
static void match_inside(struct budget_finder *f, struct budget_rule *rule, size_t index)
{
	const struct mp_function *function = &f->profile->functions[index];
	if (!file_matches(f, &rule->file, function->file))
		return;
	if (!rule->code.text) {
		budget_add_function(f, rule, index);
		return;
	}
	for (size_t l = 0; l < function->line_count; l++) {
		const char *code = code_of(f, &function->lines[l]);
		if (*code && budget_pattern_matches(&rule->code, code))
			add_line(f, rule, index, l);
	}
}

/* However the compiler at hand writes it. */
static void match_by_name(struct budget_finder *f, struct budget_rule *rule)
{
	const char *name = function_name_of(f->check->arena, rule->function.text).plain;
	size_t low = 0, high = f->name_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(f->names[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < f->name_count; low++) {
		if (strcmp(f->names[low].name, name) != 0)
			break;
		match_inside(f, rule, f->names[low].function);
	}
}

static void match_by_text(struct budget_finder *f, struct budget_rule *rule)
{
	size_t low = 0, high = f->text_count;
	if (!f->texts)
		index_texts(f), high = f->text_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (f->texts[middle].hash < rule->code.hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < f->text_count && f->texts[low].hash == rule->code.hash; low++) {
		size_t index = f->texts[low].function;
		const struct mp_function *function = &f->profile->functions[index];
		const struct mp_line *line = &function->lines[f->texts[low].line];
		if (name_matches(f, rule, index) && file_matches(f, &rule->file, function->file) &&
		    strcmp(code_of(f, line), rule->code.text) == 0)
			add_line(f, rule, index, f->texts[low].line);
	}
}

static void match_rule(struct budget_finder *f, struct budget_rule *rule)
{
	if (rule->program) {
		struct budget_target *target = add(f, rule, BUDGET_PROGRAM);
		struct mp_figures *figures = mp_arena_alloc(f->check->arena, 1, sizeof *figures);
		*figures = f->profile->total;
		figures->peak = f->profile->peak_bytes;
		figures->increment = f->profile->live_bytes;
		figures->mem_usage = f->profile->peak_bytes;
		figures->occurrences = 1;
		target->calls = 1;
		target->figures = figures;
	} else if (!rule->function.is_glob) {
		match_by_name(f, rule);
	} else if (rule->code.text && !rule->code.is_glob) {
		match_by_text(f, rule);
	} else {
		for (size_t i = 0; i < f->profile->function_count; i++)
			if (name_matches(f, rule, i))
				match_inside(f, rule, i);
	}
}

struct check_result *budget_unmatched(struct budget_finder *f, const struct budget_rule *rule,
				      const char *message)
{
	struct check_result *result = check_add(f->check, CHECK_BROKEN, CHECK_BUDGET_UNMATCHED);
	result->file = rule->path;
	result->line = rule->line;
	result->column = rule->column;
	result->message = message;
	return result;
}

static const char *why_unmatched(struct budget_finder *f, const struct budget_rule *rule)
{
	bool known = false;
	for (size_t i = 0; i < f->profile->function_count && !known; i++)
		known = name_matches(f, rule, i) &&
			file_matches(f, &rule->file, f->profile->functions[i].file);
	if (known)
		return mp_arena_format(f->check->arena,
				       "this budget matches no line of a profiled function: no "
				       "statement with that text begins in '%s'",
				       rule->function.text);
	return mp_arena_format(
		f->check->arena,
		"this budget matches no profiled function: there is no '%s'%s%s (`memprof report "
		"--list` shows them)",
		rule->function.text, rule->file.text ? " in " : "",
		rule->file.text ? rule->file.text : "");
}

void budget_find_targets(struct budget_rules *rules, struct check *check,
			 struct budget_targets *targets, bool comments)
{
	struct budget_finder f = {
		.rules = rules, .check = check, .profile = check->profile, .targets = targets};
	index_names(&f);
	size_t from_files = rules->count;
	for (size_t i = 0; i < from_files; i++) {
		f.order = i;
		match_rule(&f, rules->list[i]);
		if (!rules->list[i]->matched)
			budget_unmatched(&f, rules->list[i], why_unmatched(&f, rules->list[i]));
	}
	if (comments)
		budget_find_in_comments(&f);
	free(f.names);
	free(f.briefs);
	free(f.texts);
}
