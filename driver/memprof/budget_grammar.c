/* budget_grammar.c - see budget_grammar.h. A hand-written descent over one text; every failure
 * names the word that was not understood and what would have been. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "budget_words.h"
#include "common.h"

enum per { PER_NOTHING, PER_CALL, PER_OCCURRENCE };

/* "per call", "per-call", "per occurrence", "per-occurrence". */
static enum per accept_per(struct budget_parser *p)
{
	const char *start = p->at;
	if (!budget_accept_word(p, "per")) {
		p->at = start;
		return PER_NOTHING;
	}
	budget_accept_symbol(p, "-");
	if (budget_accept_word(p, "call"))
		return PER_CALL;
	if (budget_accept_word(p, "occurrence"))
		return PER_OCCURRENCE;
	budget_blanks(p);
	budget_fail(p, mp_arena_format(p->arena, "'per' what? 'call' or 'occurrence', not %s",
				       budget_found(p)));
	return PER_NOTHING;
}

#define FROM_CALL_MOST 100000000u

/* "from call 2", "from-call 2". */
static void accept_from_call(struct budget_parser *p, struct budget_item *item)
{
	const char *start = p->at;
	if (p->failed || !budget_accept_word(p, "from")) {
		p->at = start;
		return;
	}
	budget_accept_symbol(p, "-");
	if (!budget_accept_word(p, "call")) {
		budget_blanks(p);
		budget_fail(p, mp_arena_format(p->arena, "'from' what? 'from call 2', not %s",
					       budget_found(p)));
		return;
	}
	budget_blanks(p);
	size_t length = budget_word_length(p);
	char *number = mp_arena_strndup(p->arena, p->at, length);
	uint64_t value;
	if (item->from_call)
		budget_fail(p, "'from call' is said twice");
	else if (!mp_number_parse(number, FROM_CALL_MOST, &value) || value < 2)
		budget_fail(p, mp_arena_format(p->arena,
					       "'from call' which? A number from 2 on, not %s",
					       budget_found(p)));
	else
		item->from_call = (uint32_t)value;
	p->at += length;
}

static int64_t saturating_add(int64_t a, int64_t b)
{
	int64_t sum;
	if (__builtin_add_overflow(a, b, &sum))
		return b > 0 ? INT64_MAX : INT64_MIN;
	return sum;
}

static void parse_share(struct budget_parser *p, const struct budget_item *item,
			struct budget_bound *bound, int64_t ppm)
{
	bool summed = item->kind == BUDGET_HEAP &&
		      (item->column == MP_ALLOCS || item->column == MP_ALLOCATED ||
		       item->column == MP_FREES || item->column == MP_FREED ||
		       item->column == MP_RETAINED);
	if (!budget_accept_word(p, "of") || !budget_accept_word(p, "total")) {
		budget_blanks(p);
		budget_fail(
			p, "a percentage of what? 'X % of total', or 'LIMIT + X %' for some slack");
	} else if (!summed) {
		budget_fail(p,
			    "only allocs, allocated, frees, freed and retained add up to a total");
	} else {
		bound->share_ppm = saturating_add(bound->share_ppm, ppm);
	}
}

static void parse_amount(struct budget_parser *p, const struct budget_item *item, enum per per,
			 struct budget_bound *bound)
{
	int64_t ppm;
	budget_blanks(p);
	if (budget_accept_percent(p, &ppm)) {
		parse_share(p, item, bound, ppm);
		return;
	}
	int64_t value = budget_number(p, item);
	if (p->failed)
		return;
	enum per own = accept_per(p);
	if (own != PER_NOTHING && per != PER_NOTHING)
		budget_fail(p, "'per' is said twice");
	if (own != PER_NOTHING)
		per = own;
	int64_t *part = per == PER_CALL         ? &bound->per_call
			: per == PER_OCCURRENCE ? &bound->per_occurrence
						: &bound->fixed;
	*part = saturating_add(*part, value);
}

static const char *squeezed(struct budget_parser *p, const char *start, const char *end)
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
static void parse_bound(struct budget_parser *p, const struct budget_item *item, enum per per,
			bool both_sides, struct budget_bound *bound)
{
	budget_blanks(p);
	const char *start = p->at;
	bound->given = true;
	parse_amount(p, item, per, bound);
	while (!p->failed) {
		bool around = budget_accept_symbol(p, "+-");
		if (!around && !budget_accept_symbol(p, "+"))
			break;
		if (around && !both_sides) {
			budget_fail(p, "'+-' goes with '==' only");
			break;
		}
		if (!around && both_sides && budget_accept_percent(p, &bound->slack_ppm)) {
			budget_fail(p, "'==' has two sides: write '+- X %'");
			break;
		}
		if (budget_accept_percent(p, &bound->slack_ppm)) {
			const char *here = p->at;
			if (budget_accept_word(p, "of")) {
				p->at = here;
				parse_share(p, item, bound, bound->slack_ppm);
				bound->slack_ppm = 0;
				continue;
			}
			p->at = here;
			break;
		}
		if (around) {
			budget_blanks(p);
			budget_fail(p, mp_arena_format(p->arena, "'+-' needs a percentage, not %s",
						       budget_found(p)));
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

static void parse_range_or_equal(struct budget_parser *p, struct budget_item *item, enum per per,
				 bool range)
{
	parse_bound(p, item, per, !range, &item->low);
	if (p->failed)
		return;
	if (budget_accept_symbol(p, "..")) {
		parse_bound(p, item, per, false, &item->high);
	} else if (range) {
		budget_blanks(p);
		budget_fail(p,
			    mp_arena_format(p->arena,
					    "a range is 'LOW .. HIGH'; '..' is missing before %s",
					    budget_found(p)));
	} else {
		item->high = item->low;
		item->is_equal = true;
	}
	const struct budget_bound *low = &item->low, *high = &item->high;
	if (!p->failed && budget_bound_is_plain(low) && budget_bound_is_plain(high) &&
	    low->fixed > high->fixed)
		budget_fail(p, mp_arena_format(p->arena, "the range %s .. %s is empty", low->text,
					       high->text));
}

static void parse_relation(struct budget_parser *p, struct budget_item *item, enum per per)
{
	if (budget_accept_word(p, "any")) {
		item->any = true;
	} else if (budget_accept_word(p, "in")) {
		parse_range_or_equal(p, item, per, true);
	} else if (budget_accept_symbol(p, "==")) {
		parse_range_or_equal(p, item, per, false);
	} else if (budget_accept_symbol(p, "<=")) {
		parse_bound(p, item, per, false, &item->high);
	} else if (budget_accept_symbol(p, "<")) {
		item->high_is_open = true;
		parse_bound(p, item, per, false, &item->high);
	} else if (budget_accept_symbol(p, ">=")) {
		parse_bound(p, item, per, false, &item->low);
	} else if (budget_accept_symbol(p, ">")) {
		item->low_is_open = true;
		parse_bound(p, item, per, false, &item->low);
	} else {
		budget_blanks(p);
		budget_fail(p, mp_arena_format(p->arena,
					       "one of <= < == >= > in any is missing before %s",
					       budget_found(p)));
	}
}

static void parse_metric(struct budget_parser *p, struct budget_item *item)
{
	budget_blanks(p);
	size_t length = budget_word_length(p);
	char *name = mp_arena_strndup(p->arena, p->at, length);
	if (strcasecmp(name, "rss") == 0) {
		item->kind = BUDGET_RSS;
	} else if (strcasecmp(name, "time") == 0) {
		item->kind = BUDGET_TIME;
	} else if (strcasecmp(name, "calls") == 0) {
		item->column = MP_OCCURRENCES;
	} else if (length == 0 || !mp_column_parse(name, &item->column)) {
		budget_fail(p,
			    length ? mp_arena_format(
					     p->arena,
					     "no metric %s; increment, peak, occurrences, allocs, "
					     "allocated, frees, freed, retained, net, mem_usage",
					     budget_found(p))
				   : mp_arena_format(p->arena, "a metric is missing before %s",
						     budget_found(p)));
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

static void parse_item(struct budget_parser *p, struct budget_item *item)
{
	budget_blanks(p);
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
		budget_fail(p,
			    "'from call' goes with figures of functions and lines, without '% of "
			    "total' and 'any'");
		return;
	}
	item->text = squeezed(p, start, p->at);
	bool divides = item->low.per_call || item->low.per_occurrence || item->high.per_call ||
		       item->high.per_occurrence || per != PER_NOTHING;
	if (divides && !is_summed(item)) {
		p->at = start;
		budget_fail(p, mp_arena_format(
				       p->arena,
				       "%s is the largest over all calls; it cannot be divided by "
				       "their number",
				       item->kind == BUDGET_HEAP ? mp_column_name(item->column)
								 : "a sampled metric"));
	}
}

bool budget_parse(struct mp_arena *arena, const char *text, struct budget_items *items,
		  struct budget_error *error)
{
	struct budget_parser p = {.arena = arena, .text = text, .at = text, .error = error};
	size_t most = 1;
	for (const char *c = text; *c; c++)
		most += *c == ',';
	*items = (struct budget_items){mp_arena_alloc(arena, most, sizeof *items->list), 0};
	do
		parse_item(&p, &items->list[items->count++]);
	while (!p.failed && budget_accept_symbol(&p, ","));
	budget_blanks(&p);
	if (!p.failed && *p.at && strncmp(p.at, "--", 2) != 0)
		budget_fail(&p, mp_arena_format(arena, "',' or the end is missing before %s",
						budget_found(&p)));
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
