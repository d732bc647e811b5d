/* Counters placed by mcc_flow_place determine every edge: random graphs are walked at random, some
 * walks are aborted half-way, and the counts are solved from the counters and the aborts alone. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "flow.h"
#include "unit.h"

enum { MAX_BLOCKS = 40, MAX_EDGES = 200, WALKS = 60, MAX_STEPS = 300 };

struct graph {
	uint32_t blocks;
	size_t edges;
	struct mcc_edge edge[MAX_EDGES];
};

struct counts {
	uint64_t edge[MAX_EDGES];
	uint64_t aborted[MAX_BLOCKS];
	uint64_t calls;
};

static uint32_t seed;

static uint32_t below(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)seed * n) >> 32);
}

static void add_edge(struct graph *g, uint32_t source, uint32_t target)
{
	if (g->edges < MAX_EDGES)
		g->edge[g->edges++] = (struct mcc_edge){source, target, below(1000), 0, -2};
}

/* Every block can reach the exit: block i has an edge to a later one, the last to the exit. */
static void make_graph(struct graph *g)
{
	g->blocks = 2 + below(MAX_BLOCKS - 2);
	g->edges = 0;
	add_edge(g, 0, g->blocks > 2 ? 2 : 1);
	for (uint32_t i = 2; i < g->blocks; i++) {
		add_edge(g, i, i + 1 < g->blocks ? i + 1 + below(g->blocks - i - 1) : 1);
		for (uint32_t more = below(3); more; more--)
			add_edge(g, i, below(8) ? 2 + below(g->blocks - 2) : 1);
	}
}

static size_t pick_edge_out_of(const struct graph *g, uint32_t block)
{
	size_t choice[MAX_EDGES], choices = 0;

	for (size_t e = 0; e < g->edges; e++)
		if (g->edge[e].source == block)
			choice[choices++] = e;
	assert_true(choices > 0);
	return choice[below((uint32_t)choices)];
}

/* One activation; a walk that gets too long, or unlucky, is abandoned where it is. */
static void walk(const struct graph *g, struct counts *c)
{
	uint32_t block = 0;

	c->calls++;
	for (int steps = 0; block != 1; steps++) {
		size_t e;

		if (steps == MAX_STEPS || !below(50)) {
			c->aborted[block]++;
			return;
		}
		e = pick_edge_out_of(g, block);
		c->edge[e]++;
		block = g->edge[e].target;
	}
}

/* What a reader does: a block with one unknown edge yields it, until none is left. The edge
 * exit -> entry is number g->edges. */
static void solve(const struct graph *g, const struct counts *truth, uint64_t *value)
{
	uint8_t known[MAX_EDGES + 1] = {0};
	bool progress = true;

	for (size_t e = 0; e < g->edges; e++) {
		if (g->edge[e].counter >= 0) {
			value[e] = truth->edge[e];
			known[e] = 1;
		}
	}
	while (progress) {
		progress = false;
		for (uint32_t b = 0; b < g->blocks; b++) {
			size_t unknown = 0, which = 0;
			int64_t sum = 0, sign = 0;

			for (size_t e = 0; e <= g->edges; e++) {
				uint32_t source = e < g->edges ? g->edge[e].source : 1;
				uint32_t target = e < g->edges ? g->edge[e].target : 0;
				int64_t s = (target == b) - (source == b);

				if (!s)
					continue;
				if (known[e]) {
					sum += s * (int64_t)value[e];
				} else {
					unknown++;
					which = e;
					sign = s;
				}
			}
			sum -= (int64_t)truth->aborted[b];
			if (b == 1)
				for (uint32_t a = 0; a < g->blocks; a++)
					sum += (int64_t)truth->aborted[a];
			if (unknown == 1) {
				value[which] = (uint64_t)(-sum * sign);
				known[which] = 1;
				progress = true;
			}
		}
	}
	for (size_t e = 0; e <= g->edges; e++)
		assert_true(known[e]);
}

static void counts_follow_from_counters(void **state)
{
	(void)state;
	for (seed = 1; seed < 2000000000u; seed += 5000011u) {
		struct graph g;
		struct counts truth = {0};
		uint64_t value[MAX_EDGES + 1];
		uint32_t start = seed;
		int counters;

		make_graph(&g);
		counters = mcc_flow_place(g.blocks, g.edge, g.edges);
		/* A spanning tree of n blocks has n - 1 edges, one of them exit -> entry. */
		assert_int_equal(counters, g.edges - (g.blocks - 2));
		for (int i = 0; i < WALKS; i++)
			walk(&g, &truth);
		solve(&g, &truth, value);
		for (size_t e = 0; e < g.edges; e++)
			assert_int_equal(value[e], truth.edge[e]);
		assert_int_equal(value[g.edges], truth.calls);
		seed = start;
	}
}

static void counters_are_numbered_in_edge_order(void **state)
{
	(void)state;
	for (seed = 7; seed < 100; seed++) {
		struct graph g;
		uint32_t start = seed;
		int next = 0, counters;

		make_graph(&g);
		counters = mcc_flow_place(g.blocks, g.edge, g.edges);
		for (size_t e = 0; e < g.edges; e++)
			if (g.edge[e].counter >= 0)
				assert_int_equal(g.edge[e].counter, next++);
		assert_int_equal(next, counters);
		seed = start;
	}
}

/* 0 -> 2 <-> 3, 2 -> 1: of the loop's two edges the cold one is counted. */
static void hot_edges_stay_free(void **state)
{
	struct mcc_edge edge[] = {
		{0, 2, 1, 0, 0}, {2, 3, 100, 0, 0}, {3, 2, 90, 0, 0}, {2, 1, 1, 0, 0}};

	(void)state;
	assert_int_equal(mcc_flow_place(4, edge, 4), 2);
	assert_int_equal(edge[1].counter, -1);
	assert_int_equal(edge[2].counter, 0);
}

static void fixed_edges_stay_free(void **state)
{
	struct mcc_edge edge[] = {
		{0, 2, 1, 0, 0}, {2, 3, 100, 0, 0}, {3, 2, 1, 1, 0}, {2, 1, 1, 1, 0}};

	(void)state;
	assert_int_equal(mcc_flow_place(4, edge, 4), 2);
	assert_int_equal(edge[2].counter, -1);
	assert_int_equal(edge[3].counter, -1);
}

static void a_cycle_of_fixed_edges_is_refused(void **state)
{
	struct mcc_edge edge[] = {
		{0, 2, 1, 0, 0}, {2, 3, 1, 1, 0}, {3, 2, 1, 1, 0}, {2, 1, 1, 0, 0}};
	struct mcc_edge through_exit[] = {{0, 2, 1, 1, 0}, {2, 1, 1, 1, 0}};
	struct mcc_edge self[] = {{0, 2, 1, 0, 0}, {2, 2, 1, 1, 0}, {2, 1, 1, 0, 0}};

	(void)state;
	assert_int_equal(mcc_flow_place(4, edge, 4), -1);
	assert_int_equal(mcc_flow_place(3, through_exit, 2), -1);
	assert_int_equal(mcc_flow_place(3, self, 3), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_follow_from_counters),
		cmocka_unit_test(counters_are_numbered_in_edge_order),
		cmocka_unit_test(hot_edges_stay_free),
		cmocka_unit_test(fixed_edges_stay_free),
		cmocka_unit_test(a_cycle_of_fixed_edges_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
