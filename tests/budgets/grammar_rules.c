/* grammar_rules.c - every rule of the budget language: what is understood, as which bounds, and
 * what is refused, with which words and where. */
#include <stdio.h>
#include <string.h>
#include "budget_grammar.h"

static int failures;

#define MIB 1048576ll

struct valid {
	const char *text;
	enum mp_column column;
	int64_t low, high; /* NONE: not given */
};
#define NONE INT64_MIN

/* Held against 10 calls, 40 occurrences, a total of 1000. */
static const struct valid valids[] = {
	{"increment <= 84 MiB", MP_INCREMENT, NONE, 84 * MIB},
	{"increment<=84MiB", MP_INCREMENT, NONE, 84 * MIB},
	{"  Increment\t<=  1.5 KiB  ", MP_INCREMENT, NONE, 1536},
	{"peak <= 90000", MP_PEAK, NONE, 90000},
	{"peak <= 10 kB", MP_PEAK, NONE, 10000},
	{"peak < 100 B", MP_PEAK, NONE, 100},
	{"retained == 0", MP_RETAINED, 0, 0},
	{"retained >= 5 B", MP_RETAINED, 5, NONE},
	{"net > -8 B", MP_NET, -8, NONE},
	{"occurrences == 1", MP_OCCURRENCES, 1, 1},
	{"calls <= 7", MP_OCCURRENCES, NONE, 7},
	{"occurrences in 3 .. 7", MP_OCCURRENCES, 3, 7},
	{"occurrences == 3..7", MP_OCCURRENCES, 3, 7},
	{"increment in 1 KiB..2 KiB", MP_INCREMENT, 1024, 2048},
	{"increment in -2 KiB .. -1 KiB", MP_INCREMENT, -2048, -1024},
	{"allocated <= 64 B per call", MP_ALLOCATED, NONE, 640},
	{"allocated per call <= 64", MP_ALLOCATED, NONE, 640},
	{"allocated per-call <= 64", MP_ALLOCATED, NONE, 640},
	{"allocated <= 4 KiB + 64 B per call", MP_ALLOCATED, NONE, 4096 + 640},
	{"allocs <= 2 per occurrence", MP_ALLOCS, NONE, 80},
	{"allocs per-occurrence == 1", MP_ALLOCS, 40, 40},
	{"allocated <= 40 % of total", MP_ALLOCATED, NONE, 400},
	{"allocated <= 10 + 12.5% of total", MP_ALLOCATED, NONE, 135},
	{"increment <= 1000 + 5 %", MP_INCREMENT, NONE, 1050},
	{"increment == 1000 +- 5 %", MP_INCREMENT, 950, 1050},
	{"increment == -1000 +- 5%", MP_INCREMENT, -1050, -950},
	{"increment <= 9223372036854775807", MP_INCREMENT, NONE, INT64_MAX},
	{"allocated <= 9223372036854775807 per call", MP_ALLOCATED, NONE, INT64_MAX},
	{"mem_usage <= 1 GiB", MP_MEM_USAGE, NONE, 1024 * MIB},
	{"frees == 3 -- each row once, see the notes", MP_FREES, 3, 3},
	{"freed <= 3, allocs == 1", MP_FREED, NONE, 3},
	{"allocs == 0 from call 2", MP_ALLOCS, 0, 0},
	{"allocs from-call 2 == 0", MP_ALLOCS, 0, 0},
	{"allocated <= 64 B per call from call 3", MP_ALLOCATED, NONE, 640},
	{"peak <= 1 KiB from call 100000000 -- warm", MP_PEAK, NONE, 1024},
};

struct invalid {
	const char *text, *word; /* a part of the message */
	size_t offset;
};

static const struct invalid invalids[] = {
	{"", "a metric is missing", 0},
	{"<= 3", "a metric is missing", 0},
	{"incremnt <= 3", "no metric 'incremnt'", 0},
	{"increment", "one of <= < == >= > in any is missing before the end", 9},
	{"increment = 3", "missing before '='", 10},
	{"increment 3", "missing before '3'", 10},
	{"increment <=", "a number is missing before the end", 12},
	{"increment <= MiB", "a number is missing before 'MiB'", 13},
	{"increment <= 3 QiB", "'QiB' is no unit", 15},
	{"increment <= 1.5", "A fraction needs a unit", 13},
	{"increment <= 99999999999999999999", "no number that fits", 13},
	{"occurrences <= 3 B", "it has no unit", 17},
	{"occurrences <= 1.5", "no whole number", 15},
	{"occurrences in 3", "'..' is missing", 16},
	{"occurrences in 7 .. 3", "is empty", 21},
	{"peak <= 3 per call", "cannot be divided", 0},
	{"mem_usage per call <= 3", "cannot be divided", 0},
	{"allocs per call <= 3 per call", "'per' is said twice", 29},
	{"allocs per day <= 3", "'per' what?", 11},
	{"time <= 3", "time needs a unit", 9},
	{"time <= 3 MiB", "time needs a unit, us, ms, s or min, not 'MiB'", 10},
	{"time <= 99999999999 min", "no number that fits", 20},
	{"increment from 2 <= 3", "'from' what? 'from call 2', not '2'", 15},
	{"increment from call <= 3", "'from call' which? A number from 2 on, not '<'", 20},
	{"increment from call 1 <= 3", "A number from 2 on, not '1'", 20},
	{"increment <= 3 from call -2", "A number from 2 on, not '-'", 25},
	{"increment <= 3 from call 2x", "A number from 2 on, not '2x'", 25},
	{"increment <= 3 from call 999999999999", "A number from 2 on", 25},
	{"increment from call 2 <= 3 from call 2", "said twice", 37},
	{"retained any from call 2", "'from call' goes with figures of functions", 0},
	{"allocs <= 5 % of total from call 2", "without '% of total'", 0},
	{"rss <= 5 MiB from call 2", "'from call' goes with figures of functions", 0},
	{"increment <= 5 %", "a percentage of what?", 16},
	{"increment <= 5 % of total", "add up to a total", 25},
	{"increment <= 100 +- 5 %", "'+-' goes with '==' only", 19},
	{"increment == 100 + 5 %", "write '+- X %'", 22},
	{"increment == 100 +- 5 B", "needs a percentage", 20},
	{"increment <= 3,", "a metric is missing before the end", 15},
	{"increment <= 3 peak <= 4", "'peak' is no unit", 15},
	{"increment <= 3; peak <= 4", "',' or the end is missing before ';'", 14},
	{"increment <= 3 B x", "',' or the end is missing before 'x'", 17},
	{"increment <= 3 B \xc2\xb1", "missing before '\xc2\xb1'", 17},
};

static void wrong(const char *text, const char *what)
{
	failures++;
	printf("FAIL: '%s': %s\n", text, what);
}

static void check_valid(struct mp_arena *arena, const struct valid *v)
{
	const struct budget_scale scale = {.calls = 10, .occurrences = 40, .total = 1000};
	struct budget_items items;
	struct budget_error error;
	if (!budget_parse(arena, v->text, &items, &error)) {
		wrong(v->text, error.message);
		return;
	}
	const struct budget_item *item = &items.list[0];
	if (item->column != v->column)
		wrong(v->text, mp_column_name(item->column));
	if (item->low.given != (v->low != NONE) || item->high.given != (v->high != NONE))
		wrong(v->text, "the wrong side is bounded");
	if (item->low.given && budget_bound_value(&item->low, &scale, -1) != v->low)
		wrong(v->text, "another lower bound");
	if (item->high.given && budget_bound_value(&item->high, &scale, 1) != v->high)
		wrong(v->text, "another upper bound");
}

static void check_invalid(struct mp_arena *arena, const struct invalid *v)
{
	struct budget_items items;
	struct budget_error error;
	if (budget_parse(arena, v->text, &items, &error)) {
		wrong(v->text, "is taken for valid");
		return;
	}
	if (!strstr(error.message, v->word))
		wrong(v->text, error.message);
	if (error.offset != v->offset) {
		printf("FAIL: '%s': points to %zu, not %zu\n", v->text, error.offset, v->offset);
		failures++;
	}
}

static void check_shapes(struct mp_arena *arena)
{
	struct budget_items items;
	struct budget_error error;
	if (!budget_parse(arena, "peak < 3, allocs any, rss <= 1 MiB, time <= 3 s", &items, &error))
		wrong("a list of four", error.message);
	else if (items.count != 4 || !items.list[0].high_is_open || !items.list[1].any ||
		 items.list[2].kind != BUDGET_RSS || items.list[3].kind != BUDGET_TIME)
		wrong("a list of four", "is understood otherwise");
	else if (strcmp(items.list[1].text, "allocs any") != 0)
		wrong("a list of four", items.list[1].text);
}

int main(void)
{
	struct mp_arena *arena = mp_arena_new();
	for (size_t i = 0; i < sizeof valids / sizeof *valids; i++)
		check_valid(arena, &valids[i]);
	for (size_t i = 0; i < sizeof invalids / sizeof *invalids; i++)
		check_invalid(arena, &invalids[i]);
	check_shapes(arena);
	mp_arena_free(arena);
	return failures != 0;
}
