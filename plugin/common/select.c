/* select.c - decides whether a function is profiled.
 *
 * In this order: the source's own word (no_profile, then profile); the last line of a list that
 * matches; a name given by functions=; everything.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "select.h"

struct rule {
	enum mcc_rule_kind kind;
	bool exclude;
	char *pattern;
};

static struct rule *rules;
static size_t rule_count;
static bool some_rule_chooses;

static char **names;
static size_t name_count;

static char *must_copy(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		abort();
	return copy;
}

static void *must_grow(void *array, size_t count, size_t size)
{
	array = realloc(array, count * size);
	if (!array)
		abort();
	return array;
}

void mcc_select_rule(enum mcc_rule_kind kind, bool exclude, const char *pattern)
{
	rules = must_grow(rules, rule_count + 1, sizeof *rules);
	rules[rule_count++] = (struct rule){kind, exclude, must_copy(pattern)};
	if (!exclude)
		some_rule_chooses = true;
}

void mcc_select_name(const char *pattern)
{
	names = must_grow(names, name_count + 1, sizeof *names);
	names[name_count++] = must_copy(pattern);
}

static bool matches(const char *pattern, const char *text)
{
	return text && fnmatch(pattern, text, 0) == 0;
}

static bool matches_any(const char *pattern, const struct mcc_names *names)
{
	return matches(pattern, names->bare) || matches(pattern, names->qualified) ||
	       matches(pattern, names->symbol) || matches(pattern, names->spelled);
}

static bool named(const struct mcc_names *function)
{
	for (size_t i = 0; i < name_count; i++)
		if (matches_any(names[i], function))
			return true;
	return false;
}

static const struct rule *last_rule(const struct mcc_names *function, const char *file)
{
	for (size_t i = rule_count; i-- > 0;) {
		const struct rule *rule = &rules[i];

		if (rule->kind == MCC_RULE_SOURCE ? matches(rule->pattern, file)
						  : matches_any(rule->pattern, function))
			return rule;
	}
	return NULL;
}

bool mcc_select(enum mcc_mark mark, const struct mcc_names *function, const char *file)
{
	const struct rule *rule;

	if (mark != MCC_MARK_NONE)
		return mark == MCC_MARK_PROFILE;
	rule = last_rule(function, file);
	if (rule)
		return !rule->exclude;
	return mcc_options.all || named(function);
}

bool mcc_select_by_attribute_only(void)
{
	return !mcc_options.all && !name_count && !some_rule_chooses;
}
