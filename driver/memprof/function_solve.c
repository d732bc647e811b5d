/* function_solve.c - see function_solve.h. */
#include "function_solve.h"

#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "mem_usage.h"
#include "solve.h"

/* ---- counters -------------------------------------------------------------------------------- */

struct solver {
	const struct mp_view *view;
	const struct mp_module *module;
	const struct memprof_function *function;
	const struct mp_description *d;
	struct run *runs;
	size_t run_count, run_room;
	uint64_t *abandoned_at; /* per point of the description */
	uint32_t *order;        /* statements by block and order */
};

/* A function's counters and points must lie in the data section, each counter belongs to one
 * edge, and points are few: then reading them takes no longer than reading the copies. */
static const char *check_bounds(const struct memprof_function *f, const struct memprof_module *m,
				const struct mp_description *d)
{
	uint64_t words = m->data_size / 8;
	if (!mp_words_lie_in(f->counters, f->counter_count, words))
		return "its counters lie outside of the data section";
	if (!mp_words_lie_in(f->points, f->point_words, words))
		return "its points lie outside of the data section";
	uint64_t counted = 0;
	for (size_t i = 0; i < d->edge_count; i++) {
		if (d->edges[i].counter > f->counter_count)
			return "an edge has a counter that it has not";
		counted += d->edges[i].counter != 0;
	}
	for (size_t i = 0; i < d->statement_count; i++) {
		if (d->statements[i].counter > f->counter_count)
			return "a statement has a counter that it has not";
		if (d->statements[i].point_word && d->statements[i].point_word >= f->point_words)
			return "a statement has a point that it has not";
	}
	if (!(d->flags & MEMPROF_DESC_DIRECT) && counted > f->counter_count)
		return "edges share counters";
	if (d->point_count > 4 * f->point_words)
		return "it has more points than words for them";
	return NULL;
}

/* Each thread's copy of a module's data has the function's counters and points once. */
struct run {
	const struct mp_copy *copy;
	uint64_t counters, points; /* words */
};

static void add_runs(struct solver *s, const struct mp_module *module,
		     const struct memprof_function *f)
{
	const struct mp_copy *copies = module->copies;
	size_t count = module->copy_count;
	if (!s->view->all) {
		copies = mp_module_copy(module, s->view->thread);
		count = copies ? 1 : 0;
	}
	for (size_t i = 0; i < count; i++)
		*MP_PUSH(s->runs, s->run_count, s->run_room) =
			(struct run){&copies[i], f->counters / 8, f->points / 8};
}

/* The first calls of a module's functions may be kept by another. */
static void find_runs(struct solver *s, const struct mp_modules *modules, size_t number)
{
	for (; number != MP_NO_TWIN; number = modules->twins.next[number]) {
		const struct memprof_function *f;
		const struct mp_module *module = mp_modules_owner(modules, number, &f);
		add_runs(s, module, f);
		if (module->first_calls && !s->view->later)
			add_runs(s, module->first_calls, f);
	}
}

static uint64_t counter(const struct solver *s, uint64_t index)
{
	uint64_t sum = 0;
	if (index >= s->function->counter_count)
		return 0;
	for (size_t i = 0; i < s->run_count; i++) {
		const struct run *run = &s->runs[i];
		if (run->counters + index < run->copy->word_count)
			sum += run->copy->words[run->counters + index];
	}
	if (index == 0 && s->d->flags & MEMPROF_DESC_ENTRY)
		sum += s->run_count; /* each starts at -1 */
	return sum;
}

/* Halves are added up apart: each is a count of its own. A fork child starts at -1 where it was
 * inside. */
static uint64_t half_sum(const struct solver *s, uint64_t word, bool high)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < s->run_count; i++) {
		const struct run *run = &s->runs[i];
		if (run->points + word < run->copy->word_count)
			sum += (uint64_t)(int64_t)(int32_t)(run->copy->words[run->points + word] >>
							    (high ? 32 : 0));
	}
	return sum;
}

static uint64_t abandoned(const struct solver *s, const struct mp_described_point *point)
{
	uint64_t word = s->d->statements[point->statement].point_word;
	uint32_t half = 1 + point->variant; /* as in abi.h */
	if (word == 0 || word + half / 2 >= s->function->point_words)
		return 0;
	return half_sum(s, word + half / 2, half & 1);
}

/* ---- statements by flow ---------------------------------------------------------------------- */

static int compare_order(const void *a, const void *b, void *context)
{
	const struct mp_description *d = context;
	uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
	const struct mp_described_statement *x = &d->statements[i], *y = &d->statements[k];
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return i < k ? -1 : i > k;
}

static int compare_points(const void *a, const void *b, void *context)
{
	const struct mp_description *d = context;
	const struct mp_described_point *x = &d->points[*(const uint32_t *)a];
	const struct mp_described_point *y = &d->points[*(const uint32_t *)b];
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static uint32_t *sorted(size_t count, const struct mp_description *d,
			int compare(const void *, const void *, void *))
{
	uint32_t *indices = mp_alloc(count * sizeof *indices);
	for (size_t i = 0; i < count; i++)
		indices[i] = (uint32_t)i;
	qsort_r(indices, count, sizeof *indices, compare, (void *)(uintptr_t)d);
	return indices;
}

/* A statement ran as often as its block was entered, less the activations that were abandoned in
 * calls of the block that stand before it. */
static void count_statements(const struct solver *s, const struct mp_flow *flow,
			     struct mp_solved *solved)
{
	const struct mp_description *d = s->d;
	uint32_t *points = sorted(d->point_count, d, compare_points);
	size_t p = 0;
	uint32_t block = 0;
	uint64_t gone = 0;
	for (size_t i = 0; i < d->statement_count; i++) {
		const struct mp_described_statement *statement = &d->statements[s->order[i]];
		if (statement->block == 0)
			continue;
		if (statement->block != block) {
			block = statement->block;
			gone = 0;
			while (p < d->point_count && d->points[points[p]].block < block - 1)
				p++;
		}
		for (; p < d->point_count; p++) {
			const struct mp_described_point *point = &d->points[points[p]];
			if (point->block != block - 1 || point->order > statement->order)
				break;
			gone += s->abandoned_at[points[p]];
		}
		uint64_t in = flow->inflow[block - 1];
		int64_t ran = (int64_t)(in - gone); /* a fork child's `gone` may be below 0 */
		if (ran < 0)
			solved->negative++;
		solved->figures[s->order[i]].occurrences = ran < 0 ? 0 : (uint64_t)ran;
	}
	free(points);
}

static void solve_flow(const struct solver *s, struct mp_solved *solved)
{
	const struct mp_description *d = s->d;
	struct mp_flow flow = {
		.blocks = d->blocks,
		.edge_count = d->edge_count,
		.edges = mp_zalloc(d->edge_count, sizeof *flow.edges),
		.abandoned = mp_zalloc(d->blocks, sizeof *flow.abandoned),
		.inflow = mp_zalloc(d->blocks, sizeof *flow.inflow),
	};
	for (size_t i = 0; i < d->edge_count; i++) {
		const struct mp_described_edge *edge = &d->edges[i];
		flow.edges[i] = (struct mp_flow_edge){
			.source = edge->source,
			.target = edge->target,
			.known = edge->counter != 0,
			.count = edge->counter ? counter(s, edge->counter - 1) : 0,
		};
	}
	for (size_t i = 0; i < d->point_count; i++)
		flow.abandoned[d->points[i].block] += s->abandoned_at[i];
	mp_flow_solve(&flow);
	solved->calls = flow.calls;
	solved->negative = flow.negative;
	solved->unsolved = flow.unsolved;
	count_statements(s, &flow, solved);
	free(flow.edges);
	free(flow.abandoned);
	free(flow.inflow);
}

static void solve_direct(const struct solver *s, struct mp_solved *solved)
{
	solved->calls = counter(s, 0);
	for (size_t i = 0; i < s->d->statement_count; i++) {
		uint64_t index = s->d->statements[i].counter;
		solved->figures[i].occurrences = index ? counter(s, index - 1) : 0;
	}
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static uint64_t site_of(const struct solver *s, uint64_t point_word)
{
	return (uint64_t)s->module->head->id << 32 | (s->function->points / 8 + point_word);
}

static void charge(const struct solver *s, size_t number, struct mp_solved *solved)
{
	const struct mp_description *d = s->d;
	for (size_t i = 0; i < d->statement_count; i++) {
		uint64_t word = d->statements[i].point_word;
		const struct mp_charge *charge =
			word ? mp_view_claim(s->view, site_of(s, word)) : NULL;
		if (!charge)
			continue;
		uint64_t occurrences = solved->figures[i].occurrences;
		solved->figures[i] = charge->figures;
		solved->figures[i].occurrences = occurrences;
		solved->intervals[i] = charge->intervals;
	}
	const struct mp_charge *own =
		s->function->point_words ? mp_view_claim(s->view, site_of(s, 0)) : NULL;
	if (own)
		solved->own = own->figures;
	solved->net = s->view->nets[number].net;
	solved->recursive = s->view->nets[number].recursive;
}

static void reset(struct mp_solved *solved, size_t statements)
{
	if (statements > solved->room) {
		solved->room = statements;
		solved->figures = mp_realloc(solved->figures, statements, sizeof *solved->figures);
		solved->intervals =
			mp_realloc(solved->intervals, statements, sizeof *solved->intervals);
	}
	if (statements) {
		memset(solved->figures, 0, statements * sizeof *solved->figures);
		memset(solved->intervals, 0, statements * sizeof *solved->intervals);
	}
	solved->calls = 0;
	solved->net = 0;
	solved->recursive = false;
	solved->own = (struct mp_figures){0};
	solved->negative = solved->unsolved = 0;
}

const char *mp_function_solve(struct mp_solved *solved, const struct mp_view *view,
			      const struct mp_modules *modules, size_t number,
			      const struct mp_description *d)
{
	struct solver s = {.view = view, .d = d};
	s.module = mp_modules_owner(modules, number, &s.function);
	reset(solved, d->statement_count);
	const char *error = check_bounds(s.function, s.module->head, d);
	if (error)
		return error;
	solved->entered = modules->twins.entered[number];
	solved->entry_bytes = solved->entered ? modules->twins.entry_bytes[number] : 0;
	find_runs(&s, modules, number);
	s.abandoned_at = mp_zalloc(d->point_count, sizeof *s.abandoned_at);
	for (size_t i = 0; i < d->point_count; i++)
		if (!(d->points[i].flags & MP_POINT_NORETURN))
			s.abandoned_at[i] = abandoned(&s, &d->points[i]);
	s.order = sorted(d->statement_count, d, compare_order);
	if (d->flags & MEMPROF_DESC_DIRECT)
		solve_direct(&s, solved);
	else
		solve_flow(&s, solved);
	charge(&s, number, solved);
	struct mp_memory_start start = {solved->entry_bytes, view->inherited, s.abandoned_at};
	mp_mem_usage(solved, d, s.order, &start);
	if (d->flags & MEMPROF_DESC_PART)
		solved->calls = 0;
	free(s.runs);
	free(s.abandoned_at);
	free(s.order);
	return NULL;
}

void mp_solved_free(struct mp_solved *solved)
{
	free(solved->figures);
	free(solved->intervals);
	*solved = (struct mp_solved){0};
}
