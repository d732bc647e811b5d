/* budget_words.c - see budget_words.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "budget_words.h"
#include "common.h"

void budget_fail(struct budget_parser *p, const char *message)
{
	if (p->failed)
		return;
	p->failed = true;
	p->error->offset = (size_t)(p->at - p->text);
	p->error->message = message;
}

void budget_blanks(struct budget_parser *p)
{
	while (isspace((unsigned char)*p->at))
		p->at++;
}

static bool is_word_character(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Length of the word at the current place, 0: something else stands there. */
size_t budget_word_length(const struct budget_parser *p)
{
	size_t length = 0;
	while (is_word_character(p->at[length]))
		length++;
	return length;
}

/* What stands here, for messages: a word, a symbol, or the end. */
const char *budget_found(struct budget_parser *p)
{
	size_t length = budget_word_length(p);
	if (!*p->at)
		return "the end";
	if (length == 0) {
		/* Whole UTF-8 sequences: half of one would spoil the message. */
		length = 1;
		while (((unsigned char)p->at[length] & 0xc0) == 0x80)
			length++;
	}
	return mp_arena_format(p->arena, "'%.*s'", (int)(length < 40 ? length : 40), p->at);
}

bool budget_accept_word(struct budget_parser *p, const char *word)
{
	size_t length = strlen(word);
	budget_blanks(p);
	if (budget_word_length(p) != length || strncasecmp(p->at, word, length) != 0)
		return false;
	p->at += length;
	return true;
}

bool budget_accept_symbol(struct budget_parser *p, const char *symbol)
{
	size_t length = strlen(symbol);
	budget_blanks(p);
	if (strncmp(p->at, symbol, length) != 0)
		return false;
	p->at += length;
	return true;
}

static size_t number_length(const char *text)
{
	size_t length = 0, digits = 0;
	bool point = false;
	for (; isdigit((unsigned char)text[length]) || (text[length] == '.' && !point); length++) {
		/* "1..2" is a range. */
		if (text[length] == '.' && !isdigit((unsigned char)text[length + 1]))
			break;
		point |= text[length] == '.';
		digits += text[length] != '.';
	}
	return digits ? length : 0;
}

/* A percentage in millionths, when a number and '%' stand here; else nothing is taken. */
bool budget_accept_percent(struct budget_parser *p, int64_t *ppm)
{
	const char *start = p->at;
	budget_blanks(p);
	size_t length = number_length(p->at);
	if (length == 0 || length > 12) {
		p->at = start;
		return false;
	}
	double value = strtod(p->at, NULL);
	p->at += length;
	if (!budget_accept_symbol(p, "%")) {
		p->at = start;
		return false;
	}
	if (value > 1e6) {
		p->at = start;
		budget_fail(p, "a percentage above 1,000,000");
		return false;
	}
	*ppm = (int64_t)(value * 10000 + 0.5);
	return true;
}

/* Unit letters behind a number, which are not the word of "per call" or "of total". */
static size_t unit_length(struct budget_parser *p, const struct budget_item *item)
{
	size_t length = budget_word_length(p);
	if (length == 0 || strncasecmp(p->at, "per", length) == 0)
		return 0;
	if (strncasecmp(p->at, "from", length) == 0)
		return 0;
	if (item->kind == BUDGET_HEAP && !mp_column_is_bytes(item->column)) {
		budget_fail(p, mp_arena_format(p->arena, "%s counts, it has no unit: %s",
					       mp_column_name(item->column), budget_found(p)));
		return 0;
	}
	return length;
}

/* Nanoseconds. The number ends at p->at, its unit there. */
static int64_t parse_time(struct budget_parser *p, const char *text, size_t unit)
{
	static const struct {
		const char *name;
		double ns;
	} units[] = {{"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		double value = strtod(text, NULL) * units[i].ns;
		if (strlen(units[i].name) != unit || strncmp(p->at, units[i].name, unit) != 0)
			continue;
		if (value > 9e18)
			budget_fail(p,
				    mp_arena_format(p->arena, "'%s' is no number that fits", text));
		p->at += unit;
		return p->failed ? 0 : (int64_t)value;
	}
	budget_fail(p, mp_arena_format(p->arena, "time needs a unit, us, ms, s or min, not %s",
				       budget_found(p)));
	return 0;
}

int64_t budget_number(struct budget_parser *p, const struct budget_item *item)
{
	const char *start = p->at;
	bool negative = *p->at == '-';
	p->at += negative;
	size_t length = number_length(p->at);
	if (length == 0) {
		p->at = start;
		budget_fail(p, mp_arena_format(p->arena, "a number is missing before %s",
					       budget_found(p)));
		return 0;
	}
	char *text = mp_arena_strndup(p->arena, start, length + negative);
	bool whole = !strchr(text, '.');
	p->at += length;
	while (*p->at == ' ' || *p->at == '\t')
		p->at++;
	size_t unit = unit_length(p, item);
	if (p->failed)
		return 0;
	if (!whole && item->kind == BUDGET_HEAP && !mp_column_is_bytes(item->column)) {
		p->at = start;
		budget_fail(p, mp_arena_format(p->arena, "%s counts: '%s' is no whole number",
					       mp_column_name(item->column), text));
		return 0;
	}
	int64_t value = 0;
	if (item->kind == BUDGET_TIME)
		return parse_time(p, text, unit);
	const char *both = mp_arena_format(p->arena, "%s %.*s", text, (int)unit, p->at);
	if (!mp_bytes_parse(both, &value)) {
		p->at = unit ? p->at : start;
		budget_fail(p,
			    unit ? mp_arena_format(p->arena,
						   "%s is no unit; B, KiB, MiB, GiB, kB, MB, GB",
						   budget_found(p))
				 : mp_arena_format(p->arena, "'%s' is no number that fits", text));
		return 0;
	}
	if (unit == 0 && !whole) {
		p->at = start;
		budget_fail(p,
			    mp_arena_format(p->arena, "'%s' bytes? A fraction needs a unit", text));
		return 0;
	}
	p->at += unit;
	return value;
}
