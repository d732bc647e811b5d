/* budget_comment.c - budgets in the comments of sources: which line or function each speaks of. */
#include <string.h>
#include "budget_find.h"

/* First function at or behind (file, line) in the profile's order. */
static size_t lower_function(const struct mp_profile *profile, uint32_t file, uint32_t line)
{
	size_t low = 0, high = profile->function_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct mp_function *function = &profile->functions[middle];
		if (function->file < file || (function->file == file && function->line < line))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A header line speaks of its function, unless a statement of another one stands there as well:
 * that is a line with a lambda. */
static bool add_header(struct budget_finder *f, struct budget_rule *rule, uint32_t file,
		       uint32_t line)
{
	const struct mp_profile *profile = f->profile;
	size_t first = lower_function(profile, file, line), end = first;
	while (end < profile->function_count && profile->functions[end].file == file &&
	       profile->functions[end].line == line)
		end++;
	const struct mp_place *place = budget_find_place(profile, file, line);
	if (first == end ||
	    (place && (place->function < first || place->function + place->function_count > end)))
		return false;
	for (; first < end; first++)
		budget_add_function(f, rule, first);
	return true;
}

static bool add_at(struct budget_finder *f, struct budget_rule *rule, uint32_t file, uint32_t line)
{
	return add_header(f, rule, file, line) || budget_add_place(f, rule, file, line);
}

/* The line of the comment, or where the statement or header that goes on there begins, or goes on.
 */
static bool match_comment(struct budget_finder *f, struct budget_rule *rule, uint32_t file,
			  const struct budget_comment *comment)
{
	const struct budget_source *s = &check_text_of(f->check, file)->scanned;
	uint32_t line = comment->target;
	if (line == 0)
		return false;
	if (add_at(f, rule, file, line))
		return true;
	for (uint32_t up = line; (up = budget_source_continued_from(s, up));)
		if (add_at(f, rule, file, up))
			return true;
	for (uint32_t down = line + 1; down <= s->line_count; down++) {
		if (budget_source_continued_from(s, down) == 0)
			return false;
		if (add_at(f, rule, file, down))
			return true;
	}
	return false;
}

static bool is_in_function(const struct budget_finder *f, uint32_t file, uint32_t line)
{
	size_t next = lower_function(f->profile, file, line + 1);
	for (size_t i = next; i-- > 0 && f->profile->functions[i].file == file;)
		if (line <= f->profile->functions[i].last_line)
			return true;
	return false;
}

static void report_unmatched(struct budget_finder *f, struct budget_rule *rule, uint32_t file,
			     uint32_t line)
{
	if (is_in_function(f, file, line))
		budget_unmatched(
			f, rule,
			"this budget matches no line: no statement begins here; put it on the line "
			"where a statement or the function's name begins");
	else if (f->check->partial)
		f->check->unreached_skipped++;
	else
		budget_unmatched(
			f, rule,
			"this budget matches no line: no function is profiled here; is it chosen "
			"by "
			"-fmemprof, and used by this program? (--partial skips such budgets)");
}

/* Prose may begin with our name; a budget that nobody would check must not. */
static void report_misspelt(struct budget_finder *f, const struct budget_rule *rule,
			    const char *text)
{
	struct budget_items items;
	struct budget_error error;
	if (!budget_parse(f->rules->arena, text, &items, &error))
		return;
	struct check_result *result = check_add(f->check, CHECK_BROKEN, CHECK_BUDGET_MALFORMED);
	result->file = rule->path;
	result->line = rule->line;
	result->column = rule->column;
	result->message = "malformed budget: it has to begin with 'memprof:', in small letters and "
			  "with the colon right behind";
}

static void take_comments(struct budget_finder *f, uint32_t file)
{
	const struct check_text *text = check_text_of(f->check, file);
	for (size_t i = 0; i < text->scanned.comment_count; i++) {
		const struct budget_comment *comment = &text->scanned.comments[i];
		struct budget_rule rule = {.in_comment = true,
					   .path = text->source.path,
					   .line = comment->line,
					   .column = comment->column};
		if (comment->misspelt) {
			report_misspelt(f, &rule, comment->text);
			continue;
		}
		if (!budget_rule_parse(f->rules, f->check, &rule, comment->text))
			continue;
		struct budget_rule *kept = budget_rule_add(f->rules);
		*kept = rule;
		f->order = f->rules->count;
		if (!match_comment(f, kept, file, comment))
			report_unmatched(f, kept, file,
					 comment->target ? comment->target : comment->line);
	}
}

static bool has_functions(const struct mp_profile *profile, uint32_t file)
{
	if (budget_find_place(profile, file, 0))
		return true;
	size_t first = lower_function(profile, file, 0);
	return first < profile->function_count && profile->functions[first].file == file;
}

void budget_find_in_comments(struct budget_finder *f)
{
	for (uint32_t file = 0; file < f->profile->file_count; file++) {
		const struct check_text *text = check_text_of(f->check, file);
		if (text->source.path) {
			take_comments(f, file);
		} else if (has_functions(f->profile, file)) {
			struct check_result *result =
				check_add(f->check, CHECK_BROKEN, CHECK_SOURCE_MISSING);
			result->file = f->profile->files[file].absolute;
			result->message = "the source was not found, so budgets in it cannot be "
					  "checked; --source-dir=DIR says where it is, "
					  "--no-comments does without";
		}
	}
}
