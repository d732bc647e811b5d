/* check_match.c - which function was which, and which line was which, between two runs.
 *
 * Functions: same name and file first, then same name in a file of the same name, then same name
 * anywhere, then, for those renamed, the one whose lines are most alike. Lines within a function:
 * the longest common subsequence of their texts, so that inserted lines shift nothing and of two
 * equal lines each finds its own; among equally long ones, the one in which more figures agree.
 * What is left between two matches is paired in order: these lines were edited. */
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"

#define CELLS_MOST ((size_t)1 << 24) /* of the table of a subsequence */
#define PAIRS_MOST ((size_t)1 << 20) /* of functions held against each other */
#define ALIKE 0.5
#define EDIT_LEAST 400 /* of 1000: less alike, a line is another one */
#define GAP_MOST 300   /* lines between two matches */

struct lines {
	struct mp_arena *arena;
	const struct check_row *old, *new;
	size_t old_count, new_count;
	bool by_text;
	struct check_row_pairs *pairs;
};

static bool rows_equal(const struct lines *l, size_t old, size_t new)
{
	if (l->by_text)
		return l->old[old].key ==
		       l->new[new].key &&strcmp(l->old[old].text, l->new[new].text) == 0;
	return l->old[old].shape == l->new[new].shape;
}

static bool figures_equal(const struct mp_figures *a, const struct mp_figures *b)
{
	return a->occurrences == b->occurrences && a->increment == b->increment &&
	       a->peak == b->peak && a->allocated == b->allocated && a->retained == b->retained;
}

static void pair(struct lines *l, size_t old, size_t new, bool edited)
{
	l->pairs->old_of_new[new] = old;
	l->pairs->old_used[old] = true;
	l->pairs->edited[new] = edited;
}

/* Both ends of [o, o_end) and [n, n_end) are unequal. */
static void longest(struct lines *l, size_t o, size_t o_end, size_t n, size_t n_end)
{
	size_t height = o_end - o + 1, width = n_end - n + 1;
	if (height == 1 || width == 1)
		return;
	uint32_t *table = mp_zalloc(height * width, sizeof *table);
	/* Weights: 65536 a match, 1 for equal figures; backwards, so that the walk is forwards. */
	for (size_t i = height - 1; i-- > 0;) {
		for (size_t j = width - 1; j-- > 0;) {
			uint32_t best = table[(i + 1) * width + j];
			if (table[i * width + j + 1] > best)
				best = table[i * width + j + 1];
			if (rows_equal(l, o + i, n + j)) {
				uint32_t both = table[(i + 1) * width + j + 1] + 65536 +
						figures_equal(&l->old[o + i].figures,
							      &l->new[n + j].figures);
				best = both > best ? both : best;
			}
			table[i * width + j] = best;
		}
	}
	for (size_t i = 0, j = 0; i + 1 < height && j + 1 < width;) {
		uint32_t here = table[i * width + j];
		if (rows_equal(l, o + i, n + j) &&
		    here == table[(i + 1) * width + j + 1] + 65536 +
				    figures_equal(&l->old[o + i].figures, &l->new[n + j].figures)) {
			pair(l, o + i++, n + j++, false);
		} else if (here == table[(i + 1) * width + j]) {
			i++;
		} else {
			j++;
		}
	}
	free(table);
}

/* For functions of many thousand lines: the next equal line, in order. */
static void in_order(struct lines *l, size_t o, size_t o_end, size_t n, size_t n_end)
{
	const size_t window = 256;
	for (; o < o_end && n < n_end; o++) {
		for (size_t at = n; at < n_end && at < n + window; at++) {
			if (rows_equal(l, o, at)) {
				pair(l, o, at, false);
				n = at + 1;
				break;
			}
		}
	}
}

/* How much of the longer text begins and ends like the other one: 0 to 1000. */
static uint32_t text_likeness(const char *a, const char *b)
{
	size_t length_a = strlen(a), length_b = strlen(b), head = 0, tail = 0;
	size_t least = length_a < length_b ? length_a : length_b;
	size_t most = length_a < length_b ? length_b : length_a;
	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[length_a - 1 - tail] == b[length_b - 1 - tail])
		tail++;
	return most ? (uint32_t)((head + tail) * 1000 / most) : 0;
}

static uint32_t edit_score(const struct lines *l, size_t old, size_t new)
{
	uint32_t score = l->by_text ? text_likeness(l->old[old].text, l->new[new].text) : 1000;
	return score < EDIT_LEAST ? 0 : score;
}

/* Of the lines in [o, o_end) and [n, n_end), none matched, pairs the most alike ones in order. */
static void pair_gap(struct lines *l, size_t o, size_t o_end, size_t n, size_t n_end)
{
	size_t height = o_end - o + 1, width = n_end - n + 1;
	if (height == 1 || width == 1 || height > GAP_MOST || width > GAP_MOST)
		return;
	uint32_t *table = mp_zalloc(height * width, sizeof *table);
	for (size_t i = height - 1; i-- > 0;) {
		for (size_t j = width - 1; j-- > 0;) {
			uint32_t best = table[(i + 1) * width + j],
				 both = edit_score(l, o + i, n + j);
			if (table[i * width + j + 1] > best)
				best = table[i * width + j + 1];
			if (both && both + table[(i + 1) * width + j + 1] > best)
				best = both + table[(i + 1) * width + j + 1];
			table[i * width + j] = best;
		}
	}
	for (size_t i = 0, j = 0; i + 1 < height && j + 1 < width;) {
		uint32_t here = table[i * width + j], both = edit_score(l, o + i, n + j);
		if (here == table[(i + 1) * width + j])
			i++;
		else if (here == table[i * width + j + 1])
			j++;
		else if (both)
			pair(l, o + i++, n + j++, true);
		else
			break; /* cannot be: one of the three made `here` */
	}
	free(table);
}

/* Between two matches, lines that were not matched may be edits of each other. */
static void pair_edited(struct lines *l)
{
	size_t o = 0, n = 0;
	while (o < l->old_count || n < l->new_count) {
		size_t o_end = o, n_end = n;
		while (o_end < l->old_count && !l->pairs->old_used[o_end])
			o_end++;
		while (n_end < l->new_count && l->pairs->old_of_new[n_end] == SIZE_MAX)
			n_end++;
		pair_gap(l, o, o_end, n, n_end);
		o = o_end + 1;
		n = n_end + 1;
	}
}

void check_match_rows(struct mp_arena *arena, const struct check_unit *old,
		      const struct check_unit *new, struct check_row_pairs *pairs)
{
	struct lines l = {.arena = arena,
			  .old = old->rows,
			  .new = new->rows,
			  .old_count = old->row_count,
			  .new_count = new->row_count,
			  .by_text = old->has_text &&new->has_text,
			  .pairs = pairs};
	pairs->old_of_new = mp_arena_alloc(arena, new->row_count, sizeof *pairs->old_of_new);
	pairs->edited = mp_arena_alloc(arena, new->row_count, 1);
	pairs->old_used = mp_arena_alloc(arena, old->row_count, 1);
	for (size_t i = 0; i < new->row_count; i++)
		pairs->old_of_new[i] = SIZE_MAX;
	size_t start = 0, o_end = old->row_count, n_end = new->row_count;
	size_t least = o_end < n_end ? o_end : n_end;
	while (start < least && rows_equal(&l, start, start) &&
	       figures_equal(&old->rows[start].figures, &new->rows[start].figures)) {
		pair(&l, start, start, false);
		start++;
	}
	while (o_end > start && n_end > start && rows_equal(&l, o_end - 1, n_end - 1) &&
	       figures_equal(&old->rows[o_end - 1].figures, &new->rows[n_end - 1].figures))
		pair(&l, --o_end, --n_end, false);
	if ((o_end - start + 1) * (n_end - start + 1) <= CELLS_MOST && o_end - start < 30000 &&
	    n_end - start < 30000)
		longest(&l, start, o_end, start, n_end);
	else
		in_order(&l, start, o_end, start, n_end);
	pair_edited(&l);
}

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

static uint64_t *sorted_keys(const struct check_unit *unit, bool by_text)
{
	uint64_t *keys = mp_alloc(unit->row_count * sizeof *keys);
	for (size_t i = 0; i < unit->row_count; i++)
		keys[i] = by_text ? unit->rows[i].key : unit->rows[i].shape;
	if (unit->row_count)
		qsort(keys, unit->row_count, sizeof *keys, compare_keys);
	return keys;
}

/* Share of lines that both have: 0 to 1. */
static double likeness(const struct check_unit *a, const struct check_unit *b)
{
	bool by_text = a->has_text && b->has_text;
	if (a->row_count + b->row_count == 0)
		return 0;
	uint64_t *x = sorted_keys(a, by_text), *y = sorted_keys(b, by_text);
	size_t i = 0, j = 0, common = 0;
	while (i < a->row_count && j < b->row_count) {
		common += x[i] == y[j];
		if (x[i] == y[j])
			i++, j++;
		else if (x[i] < y[j])
			i++;
		else
			j++;
	}
	free(x);
	free(y);
	return 2.0 * (double)common / (double)(a->row_count + b->row_count);
}

enum pass { SAME_FILE, SAME_BASE, SAME_NAME, ALIKE_IN_FILE, ALIKE_ANYWHERE, PASSES };

static bool candidates(enum pass pass, const struct check_unit *a, const struct check_unit *b)
{
	bool name = strcmp(a->name, b->name) == 0;
	switch (pass) {
	case SAME_FILE:
		return name && strcmp(a->file, b->file) == 0;
	case SAME_BASE:
		return name && strcmp(mp_path_base(a->file), mp_path_base(b->file)) == 0;
	case SAME_NAME:
		return name;
	case ALIKE_IN_FILE:
		return strcmp(mp_path_base(a->file), mp_path_base(b->file)) == 0;
	default:
		return true;
	}
}

struct names {
	const struct check_unit *units;
	size_t *order, count;
};

static const struct check_unit *sorting;

static int compare_by_name(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int names = strcmp(sorting[x].name, sorting[y].name);
	return names ? names : x < y ? -1 : x > y;
}

/* The old units, by name. */
static struct names sort_names(struct mp_arena *arena, const struct check_snapshot *old)
{
	struct names names = {old->units, mp_arena_alloc(arena, old->unit_count, sizeof(size_t)),
			      old->unit_count};
	for (size_t i = 0; i < names.count; i++)
		names.order[i] = i;
	sorting = old->units;
	if (names.count)
		qsort(names.order, names.count, sizeof *names.order, compare_by_name);
	return names;
}

static size_t first_named(const struct names *names, const char *name)
{
	size_t low = 0, high = names->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(names->units[names->order[middle]].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Overloads and instances share a name: the most alike, the first of equals. */
static size_t best_named(const struct names *names, const struct check_unit *unit, enum pass pass,
			 const bool *used)
{
	size_t best = SIZE_MAX;
	double most = -1;
	for (size_t i = first_named(names, unit->name); i < names->count; i++) {
		size_t index = names->order[i];
		if (strcmp(names->units[index].name, unit->name) != 0)
			break;
		if (used[index] || !candidates(pass, &names->units[index], unit))
			continue;
		double alike = likeness(&names->units[index], unit);
		if (alike > most) {
			most = alike;
			best = index;
		}
	}
	return best;
}

static size_t best_alike(const struct check_snapshot *old, const struct check_unit *unit,
			 enum pass pass, const bool *used)
{
	size_t best = SIZE_MAX;
	double most = ALIKE;
	for (size_t i = 0; i < old->unit_count; i++) {
		if (used[i] || !candidates(pass, &old->units[i], unit))
			continue;
		double alike = likeness(&old->units[i], unit);
		if (alike > most) {
			most = alike;
			best = i;
		}
	}
	return best;
}

static size_t count_free(const bool *used, size_t count)
{
	size_t free_ones = 0;
	for (size_t i = 0; i < count; i++)
		free_ones += !used[i];
	return free_ones;
}

void check_match_units(struct mp_arena *arena, const struct check_snapshot *old,
		       const struct check_snapshot *new, struct check_pairs *pairs)
{
	struct names names = sort_names(arena, old);
	pairs->old_of_new = mp_arena_alloc(arena, new->unit_count, sizeof(size_t));
	pairs->old_used = mp_arena_alloc(arena, old->unit_count, 1);
	for (size_t i = 0; i < new->unit_count; i++)
		pairs->old_of_new[i] = SIZE_MAX;
	size_t left = new->unit_count;
	for (enum pass pass = SAME_FILE; pass < PASSES && left; pass++) {
		bool by_name = pass <= SAME_NAME;
		size_t unused = count_free(pairs->old_used, old->unit_count);
		if (!by_name && left > PAIRS_MOST / (unused + 1))
			break;
		for (size_t i = 0; i < new->unit_count; i++) {
			if (pairs->old_of_new[i] != SIZE_MAX)
				continue;
			const struct check_unit *unit = &new->units[i];
			size_t found = by_name ? best_named(&names, unit, pass, pairs->old_used)
					       : best_alike(old, unit, pass, pairs->old_used);
			if (found == SIZE_MAX)
				continue;
			pairs->old_of_new[i] = found;
			pairs->old_used[found] = true;
			left--;
		}
	}
}
