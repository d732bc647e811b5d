/* budget_file.c - budgets beside the source.
 *
 *   # comment
 *   FUNCTION [in FILE] ["SOURCE TEXT"]: BUDGET
 *
 * FUNCTION, FILE and SOURCE TEXT are globs. Without a text the budget is over the function.
 * FUNCTION may be quoted with ''. "(program)" is the process as a whole. Of several that match the
 * same line or function, the last one that speaks of a metric holds. */
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include "budget_rules.h"

#define FILE_MOST (64 << 20)

struct budget_rules *budget_rules_new(void)
{
	struct budget_rules *rules = mp_zalloc(1, sizeof *rules);
	rules->arena = mp_arena_new();
	return rules;
}

void budget_rules_free(struct budget_rules *rules)
{
	mp_arena_free(rules->arena);
	free(rules->list);
	free(rules);
}

struct budget_rule *budget_rule_add(struct budget_rules *rules)
{
	struct budget_rule *rule = mp_arena_alloc(rules->arena, 1, sizeof *rule);
	*MP_PUSH(rules->list, rules->count, rules->room) = rule;
	return rule;
}

bool budget_pattern_matches(const struct budget_pattern *pattern, const char *text)
{
	if (!pattern->text)
		return true;
	if (!pattern->is_glob)
		return strcmp(pattern->text, text) == 0;
	return fnmatch(pattern->text, text, FNM_NOESCAPE) == 0;
}

static struct check_result *malformed(struct check *check, const struct budget_rule *rule,
				      uint32_t column, const char *message)
{
	struct check_result *result = check_add(check, CHECK_BROKEN, CHECK_BUDGET_MALFORMED);
	result->file = rule->path;
	result->line = rule->line;
	result->column = column;
	result->message = message;
	return result;
}

bool budget_rule_parse(struct budget_rules *rules, struct check *check, struct budget_rule *rule,
		       const char *text)
{
	struct budget_error error;
	if (budget_parse(rules->arena, text, &rule->items, &error))
		return true;
	/* Beyond a newline the column would be of another line. */
	const char *newline = strchr(text, '\n');
	size_t offset = newline && error.offset > (size_t)(newline - text) ? 0 : error.offset;
	malformed(check, rule, rule->column + (uint32_t)offset,
		  mp_arena_format(check->arena, "malformed budget: %s", error.message));
	return false;
}

struct line_parser {
	struct budget_rules *rules;
	const char *start, *at;
	const char *error;
};

static void skip_blanks(struct line_parser *p)
{
	p->at += strspn(p->at, " \t\r");
}

/* Budgets of code with brackets or stars: without these the text is taken as it stands. */
static struct budget_pattern pattern_of(const char *text)
{
	bool glob = strpbrk(text, "*?") != NULL;
	return (struct budget_pattern){text, glob, budget_hash(text)};
}

/* fnmatch knows sets in brackets too, but source text is full of brackets: only * and ? are ours.
 */
static const char *escape_brackets(struct mp_arena *arena, const char *text)
{
	char *out = mp_arena_alloc(arena, strlen(text) * 3 + 1, 1), *to = out;
	for (; *text; text++) {
		if (*text == '[') {
			memcpy(to, "[[]", 3);
			to += 3;
		} else {
			*to++ = *text;
		}
	}
	*to = 0;
	return out;
}

static char *quoted(struct line_parser *p, char quote)
{
	const char *start = ++p->at;
	char *text = mp_arena_alloc(p->rules->arena, strlen(start) + 1, 1), *to = text;
	while (*p->at && *p->at != quote) {
		if (*p->at == '\\' && (p->at[1] == quote || p->at[1] == '\\'))
			p->at++;
		*to++ = *p->at++;
	}
	*to = 0;
	if (!*p->at) {
		p->at = start - 1;
		p->error = quote == '"' ? "the \" that ends the source text is missing"
					: "the ' that ends the name is missing";
		return text;
	}
	p->at++;
	return text;
}

/* A word up to a blank, or to the colon that ends the address: one with a blank behind it. */
static char *word(struct line_parser *p)
{
	skip_blanks(p);
	if (*p->at == '\'')
		return quoted(p, '\'');
	const char *start = p->at;
	while (*p->at && !isspace((unsigned char)*p->at) &&
	       !(*p->at == ':' && (p->at[1] == 0 || isspace((unsigned char)p->at[1]))))
		p->at++;
	return mp_arena_strndup(p->rules->arena, start, (size_t)(p->at - start));
}

static void parse_code(struct line_parser *p, struct budget_rule *rule)
{
	struct mp_arena *arena = p->rules->arena;
	char *text = quoted(p, '"');
	if (p->error)
		return;
	rule->code = pattern_of(budget_normalise(arena, text));
	if (!*rule->code.text)
		p->error = "the source text is empty";
	if (rule->code.is_glob)
		rule->code.text = escape_brackets(arena, rule->code.text);
}

static void parse_address(struct line_parser *p, struct budget_rule *rule)
{
	rule->function = pattern_of(word(p));
	rule->program = strcmp(rule->function.text, "(program)") == 0;
	if (!p->error && !*rule->function.text)
		p->error = "a function is missing: FUNCTION [in FILE] [\"SOURCE TEXT\"]: BUDGET";
	skip_blanks(p);
	if (!p->error && strncmp(p->at, "in", 2) == 0 && isspace((unsigned char)p->at[2])) {
		p->at += 2;
		rule->file = pattern_of(word(p));
		skip_blanks(p);
	}
	if (!p->error && *p->at == '"')
		parse_code(p, rule);
	skip_blanks(p);
	if (!p->error && *p->at != ':')
		p->error = "':' is missing: FUNCTION [in FILE] [\"SOURCE TEXT\"]: BUDGET";
}

static void read_line(struct budget_rules *rules, struct check *check, const char *path,
		      uint32_t number, const char *text)
{
	struct line_parser p = {.rules = rules, .start = text, .at = text};
	if (number == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0) /* an editor's mark */
		p.at += 3;
	skip_blanks(&p);
	if (!*p.at || *p.at == '#')
		return;
	struct budget_rule rule = {.path = path, .line = number};
	parse_address(&p, &rule);
	if (p.error) {
		malformed(check, &rule, (uint32_t)(p.at - p.start) + 1,
			  mp_arena_format(check->arena, "malformed budget: %s", p.error));
		return;
	}
	p.at++;
	skip_blanks(&p);
	rule.column = (uint32_t)(p.at - p.start) + 1;
	char *budget = mp_arena_strdup(rules->arena, p.at);
	char *remark = strstr(budget, " #");
	if (remark)
		*remark = 0;
	if (budget_rule_parse(rules, check, &rule, budget))
		*budget_rule_add(rules) = rule;
}

bool budget_rules_read(struct budget_rules *rules, struct check *check, const char *path,
		       char **error)
{
	FILE *in = fopen(path, "re");
	if (!in) {
		*error = mp_format("%s: cannot be read: %s", path, strerror(errno));
		return false;
	}
	const char *name = mp_arena_strdup(rules->arena, path);
	char *text = NULL;
	size_t room = 0, total = 0;
	uint32_t number = 0;
	for (ssize_t got; (got = getline(&text, &room, in)) >= 0 && total < FILE_MOST;) {
		total += (size_t)got;
		if (got && text[got - 1] == '\n')
			text[got - 1] = 0;
		read_line(rules, check, name, ++number, text);
	}
	bool good = !ferror(in) && total < FILE_MOST;
	if (!good)
		*error = mp_format("%s: cannot be read: %s", path,
				   total < FILE_MOST ? strerror(errno) : "larger than 64 MiB");
	free(text);
	fclose(in);
	return good;
}
