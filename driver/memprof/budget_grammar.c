/* budget_grammar.c - see budget_grammar.h. A hand-written descent over one text; every failure
 * names the word that was not understood and what would have been. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "budget_grammar.h"
#include "common.h"

struct parser {
	struct mp_arena *arena;
	const char *text, *at;
	struct budget_error *error;
	bool failed;
};

static void fail(struct parser *p, const char *message)
{
	if (p->failed)
		return;
	p->failed = true;
	p->error->offset = (size_t)(p->at - p->text);
	p->error->message = message;
}

static void blanks(struct parser *p)
{
	while (isspace((unsigned char)*p->at))
		p->at++;
}

static bool is_word_character(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Length of the word at the current place, 0: something else stands there. */
static size_t word_length(const struct parser *p)
{
	size_t length = 0;
	while (is_word_character(p->at[length]))
		length++;
	return length;
}

/* What stands here, for messages: a word, a symbol, or the end. */
static const char *found(struct parser *p)
{
	size_t length = word_length(p);
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

static bool accept_word(struct parser *p, const char *word)
{
	size_t length = strlen(word);
	blanks(p);
	if (word_length(p) != length || strncasecmp(p->at, word, length) != 0)
		return false;
	p->at += length;
	return true;
}

static bool accept_symbol(struct parser *p, const char *symbol)
{
	size_t length = strlen(symbol);
	blanks(p);
	if (strncmp(p->at, symbol, length) != 0)
		return false;
	p->at += length;
	return true;
}

enum per { PER_NOTHING, PER_CALL, PER_OCCURRENCE };

/* "per call", "per-call", "per occurrence", "per-occurrence". */
static enum per accept_per(struct parser *p)
{
	const char *start = p->at;
	if (!accept_word(p, "per")) {
		p->at = start;
		return PER_NOTHING;
	}
	accept_symbol(p, "-");
	if (accept_word(p, "call"))
		return PER_CALL;
	if (accept_word(p, "occurrence"))
		return PER_OCCURRENCE;
	blanks(p);
	fail(p, mp_arena_format(p->arena, "'per' what? 'call' or 'occurrence', not %s", found(p)));
	return PER_NOTHING;
}

#define FROM_CALL_MOST 100000000u

/* "from call 2", "from-call 2". */
static void accept_from_call(struct parser *p, struct budget_item *item)
{
	const char *start = p->at;
	if (p->failed || !accept_word(p, "from")) {
		p->at = start;
		return;
	}
	accept_symbol(p, "-");
	if (!accept_word(p, "call")) {
		blanks(p);
		fail(p, mp_arena_format(p->arena, "'from' what? 'from call 2', not %s", found(p)));
		return;
	}
	blanks(p);
	size_t length = word_length(p);
	char *number = mp_arena_strndup(p->arena, p->at, length);
	uint64_t value;
	if (item->from_call)
		fail(p, "'from call' is said twice");
	else if (!mp_number_parse(number, FROM_CALL_MOST, &value) || value < 2)
		fail(p, mp_arena_format(p->arena, "'from call' which? A number from 2 on, not %s",
					found(p)));
	else
		item->from_call = (uint32_t)value;
	p->at += length;
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
static bool accept_percent(struct parser *p, int64_t *ppm)
{
	const char *start = p->at;
	blanks(p);
	size_t length = number_length(p->at);
	if (length == 0 || length > 12) {
		p->at = start;
		return false;
	}
	double value = strtod(p->at, NULL);
	p->at += length;
	if (!accept_symbol(p, "%")) {
		p->at = start;
		return false;
	}
	if (value > 1e6) {
		p->at = start;
		fail(p, "a percentage above 1,000,000");
		return false;
	}
	*ppm = (int64_t)(value * 10000 + 0.5);
	return true;
}

static int64_t saturating_add(int64_t a, int64_t b)
{
	int64_t sum;
	if (__builtin_add_overflow(a, b, &sum))
		return b > 0 ? INT64_MAX : INT64_MIN;
	return sum;
}

/* Unit letters behind a number, which are not the word of "per call" or "of total". */
static size_t unit_length(struct parser *p, const struct budget_item *item)
{
	size_t length = word_length(p);
	if (length == 0 || strncasecmp(p->at, "per", length) == 0)
		return 0;
	if (strncasecmp(p->at, "from", length) == 0)
		return 0;
	if (item->kind == BUDGET_HEAP && !mp_column_is_bytes(item->column)) {
		fail(p, mp_arena_format(p->arena, "%s counts, it has no unit: %s",
					mp_column_name(item->column), found(p)));
		return 0;
	}
	return length;
}

/* Nanoseconds. The number ends at p->at, its unit there. */
static int64_t parse_time(struct parser *p, const char *text, size_t unit)
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
			fail(p, mp_arena_format(p->arena, "'%s' is no number that fits", text));
		p->at += unit;
		return p->failed ? 0 : (int64_t)value;
	}
	fail(p, mp_arena_format(p->arena, "time needs a unit, us, ms, s or min, not %s", found(p)));
	return 0;
}

static int64_t parse_number(struct parser *p, const struct budget_item *item)
{
	const char *start = p->at;
	bool negative = *p->at == '-';
	p->at += negative;
	size_t length = number_length(p->at);
	if (length == 0) {
		p->at = start;
		fail(p, mp_arena_format(p->arena, "a number is missing before %s", found(p)));
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
		fail(p, mp_arena_format(p->arena, "%s counts: '%s' is no whole number",
					mp_column_name(item->column), text));
		return 0;
	}
	int64_t value = 0;
	if (item->kind == BUDGET_TIME)
		return parse_time(p, text, unit);
	const char *both = mp_arena_format(p->arena, "%s %.*s", text, (int)unit, p->at);
	if (!mp_bytes_parse(both, &value)) {
		p->at = unit ? p->at : start;
		fail(p,
		     unit ? mp_arena_format(p->arena, "%s is no unit; B, KiB, MiB, GiB, kB, MB, GB",
					    found(p))
			  : mp_arena_format(p->arena, "'%s' is no number that fits", text));
		return 0;
	}
	if (unit == 0 && !whole) {
		p->at = start;
		fail(p, mp_arena_format(p->arena, "'%s' bytes? A fraction needs a unit", text));
		return 0;
	}
	p->at += unit;
	return value;
}

static void parse_share(struct parser *p, const struct budget_item *item,
			struct budget_bound *bound, int64_t ppm)
{
	bool summed = item->kind == BUDGET_HEAP &&
		      (item->column == MP_ALLOCS || item->column == MP_ALLOCATED ||
		       item->column == MP_FREES || item->column == MP_FREED ||
		       item->column == MP_RETAINED);
	if (!accept_word(p, "of") || !accept_word(p, "total")) {
		blanks(p);
		fail(p, "a percentage of what? 'X % of total', or 'LIMIT + X %' for some slack");
	} else if (!summed) {
		fail(p, "only allocs, allocated, frees, freed and retained add up to a total");
	} else {
		bound->share_ppm = saturating_add(bound->share_ppm, ppm);
	}
}

static void parse_amount(struct parser *p, const struct budget_item *item, enum per per,
			 struct budget_bound *bound)
{
	int64_t ppm;
	blanks(p);
	if (accept_percent(p, &ppm)) {
		parse_share(p, item, bound, ppm);
		return;
	}
	int64_t value = parse_number(p, item);
	if (p->failed)
		return;
	enum per own = accept_per(p);
	if (own != PER_NOTHING && per != PER_NOTHING)
		fail(p, "'per' is said twice");
	if (own != PER_NOTHING)
		per = own;
	int64_t *part = per == PER_CALL         ? &bound->per_call
			: per == PER_OCCURRENCE ? &bound->per_occurrence
						: &bound->fixed;
	*part = saturating_add(*part, value);
}

static const char *squeezed(struct parser *p, const char *start, const char *end)
{
	char *text = mp_arena_strndup(p->arena, start, (size_t)(end - start)), *to = text;
	for (const char *from = text; *from; from++) {
		bool blank = isspace((unsigned char)*from);
		if (blank && (to == text || to[-1] == ' '))
			continue;
		*to++ = blank ? ' ' : *from;
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = 0;
	return text;
}

/* `slack_is_ours`: "+-" widens both sides, which only `==` has. */
static void parse_bound(struct parser *p, const struct budget_item *item, enum per per,
			bool both_sides, struct budget_bound *bound)
{
	blanks(p);
	const char *start = p->at;
	bound->given = true;
	parse_amount(p, item, per, bound);
	while (!p->failed) {
		bool around = accept_symbol(p, "+-");
		if (!around && !accept_symbol(p, "+"))
			break;
		if (around && !both_sides) {
			fail(p, "'+-' goes with '==' only");
			break;
		}
		if (!around && both_sides && accept_percent(p, &bound->slack_ppm)) {
			fail(p, "'==' has two sides: write '+- X %'");
			break;
		}
		if (accept_percent(p, &bound->slack_ppm)) {
			const char *here = p->at;
			if (accept_word(p, "of")) {
				p->at = here;
				parse_share(p, item, bound, bound->slack_ppm);
				bound->slack_ppm = 0;
				continue;
			}
			p->at = here;
			break;
		}
		if (around) {
			blanks(p);
			fail(p, mp_arena_format(p->arena, "'+-' needs a percentage, not %s",
						found(p)));
			break;
		}
		parse_amount(p, item, per, bound);
	}
	bound->text = squeezed(p, start, p->at);
	if (per == PER_CALL && !p->failed)
		bound->text = mp_arena_format(p->arena, "%s per call", bound->text);
	if (per == PER_OCCURRENCE && !p->failed)
		bound->text = mp_arena_format(p->arena, "%s per occurrence", bound->text);
}

static void parse_range_or_equal(struct parser *p, struct budget_item *item, enum per per,
				 bool range)
{
	parse_bound(p, item, per, !range, &item->low);
	if (p->failed)
		return;
	if (accept_symbol(p, "..")) {
		parse_bound(p, item, per, false, &item->high);
	} else if (range) {
		blanks(p);
		fail(p, mp_arena_format(p->arena,
					"a range is 'LOW .. HIGH'; '..' is missing before %s",
					found(p)));
	} else {
		item->high = item->low;
		item->is_equal = true;
	}
	const struct budget_bound *low = &item->low, *high = &item->high;
	if (!p->failed && budget_bound_is_plain(low) && budget_bound_is_plain(high) &&
	    low->fixed > high->fixed)
		fail(p, mp_arena_format(p->arena, "the range %s .. %s is empty", low->text,
					high->text));
}

static void parse_relation(struct parser *p, struct budget_item *item, enum per per)
{
	if (accept_word(p, "any")) {
		item->any = true;
	} else if (accept_word(p, "in")) {
		parse_range_or_equal(p, item, per, true);
	} else if (accept_symbol(p, "==")) {
		parse_range_or_equal(p, item, per, false);
	} else if (accept_symbol(p, "<=")) {
		parse_bound(p, item, per, false, &item->high);
	} else if (accept_symbol(p, "<")) {
		item->high_is_open = true;
		parse_bound(p, item, per, false, &item->high);
	} else if (accept_symbol(p, ">=")) {
		parse_bound(p, item, per, false, &item->low);
	} else if (accept_symbol(p, ">")) {
		item->low_is_open = true;
		parse_bound(p, item, per, false, &item->low);
	} else {
		blanks(p);
		fail(p, mp_arena_format(p->arena, "one of <= < == >= > in any is missing before %s",
					found(p)));
	}
}

static void parse_metric(struct parser *p, struct budget_item *item)
{
	blanks(p);
	size_t length = word_length(p);
	char *name = mp_arena_strndup(p->arena, p->at, length);
	if (strcasecmp(name, "rss") == 0) {
		item->kind = BUDGET_RSS;
	} else if (strcasecmp(name, "time") == 0) {
		item->kind = BUDGET_TIME;
	} else if (strcasecmp(name, "calls") == 0) {
		item->column = MP_OCCURRENCES;
	} else if (length == 0 || !mp_column_parse(name, &item->column)) {
		fail(p,
		     length ? mp_arena_format(p->arena,
					      "no metric %s; increment, peak, occurrences, allocs, "
					      "allocated, frees, freed, retained, net, mem_usage",
					      found(p))
			    : mp_arena_format(p->arena, "a metric is missing before %s", found(p)));
	}
	p->at += length;
}

static bool is_summed(const struct budget_item *item)
{
	return item->kind == BUDGET_HEAP && item->column != MP_PEAK && item->column != MP_MEM_USAGE;
}

static bool can_begin_later(const struct budget_item *item)
{
	return item->kind == BUDGET_HEAP && !item->any && !item->low.share_ppm &&
	       !item->high.share_ppm;
}

static void parse_item(struct parser *p, struct budget_item *item)
{
	blanks(p);
	const char *start = p->at;
	parse_metric(p, item);
	if (p->failed)
		return;
	enum per per = accept_per(p);
	accept_from_call(p, item);
	if (!p->failed)
		parse_relation(p, item, per);
	accept_from_call(p, item);
	if (p->failed)
		return;
	if (item->from_call && !can_begin_later(item)) {
		p->at = start;
		fail(p, "'from call' goes with figures of functions and lines, without '% of "
			"total' and 'any'");
		return;
	}
	item->text = squeezed(p, start, p->at);
	bool divides = item->low.per_call || item->low.per_occurrence || item->high.per_call ||
		       item->high.per_occurrence || per != PER_NOTHING;
	if (divides && !is_summed(item)) {
		p->at = start;
		fail(p, mp_arena_format(p->arena,
					"%s is the largest over all calls; it cannot be divided by "
					"their number",
					item->kind == BUDGET_HEAP ? mp_column_name(item->column)
								  : "a sampled metric"));
	}
}

bool budget_parse(struct mp_arena *arena, const char *text, struct budget_items *items,
		  struct budget_error *error)
{
	struct parser p = {.arena = arena, .text = text, .at = text, .error = error};
	size_t most = 1;
	for (const char *c = text; *c; c++)
		most += *c == ',';
	*items = (struct budget_items){mp_arena_alloc(arena, most, sizeof *items->list), 0};
	do
		parse_item(&p, &items->list[items->count++]);
	while (!p.failed && accept_symbol(&p, ","));
	blanks(&p);
	if (!p.failed && *p.at && strncmp(p.at, "--", 2) != 0)
		fail(&p, mp_arena_format(arena, "',' or the end is missing before %s", found(&p)));
	return !p.failed;
}

bool budget_bound_is_plain(const struct budget_bound *bound)
{
	return !bound->per_call && !bound->per_occurrence && !bound->share_ppm && !bound->slack_ppm;
}

static int64_t clamp(__int128 value)
{
	return value > INT64_MAX ? INT64_MAX : value < INT64_MIN ? INT64_MIN : (int64_t)value;
}

int64_t budget_bound_value(const struct budget_bound *bound, const struct budget_scale *scale,
			   int direction)
{
	__int128 value = bound->fixed;
	value += (__int128)bound->per_call * scale->calls;
	value += (__int128)bound->per_occurrence * scale->occurrences;
	value += (__int128)clamp((__int128)bound->share_ppm * scale->total / 1000000);
	__int128 size = value < 0 ? -value : value;
	/* Both factors are far from 2^127: |value| < 2^127 / 2^34 after the clamp. */
	size = clamp(size);
	return clamp(value + direction * (size * bound->slack_ppm / 1000000));
}
