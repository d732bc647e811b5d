/* Random graphs are walked at random, some walks being abandoned on the way; counters are placed
 * by plugin/common. From the counters alone, solving must find every edge's count again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "flow.h"
#include "solve.h"

enum { MOST_BLOCKS = 24, MOST_EDGES = 72, WALKS = 40, STEPS = 200 };

struct graph {
	uint32_t blocks;
	size_t edge_count;
	struct mcc_edge edges[MOST_EDGES];
	uint64_t count[MOST_EDGES], abandoned[MOST_BLOCKS], inflow[MOST_BLOCKS];
};

static void add_edge(struct graph *g, uint32_t source, uint32_t target)
{
	g->edges[g->edge_count++] =
		(struct mcc_edge){.source = source, .target = target, .weight = rand() % 1000u};
}

/* Every block has a way out; edges go anywhere but into the entry or out of the exit. */
static void make_graph(struct graph *g)
{
	*g = (struct graph){.blocks = 3 + (uint32_t)rand() % (MOST_BLOCKS - 3)};
	for (uint32_t b = 0; b < g->blocks; b++) {
		if (b == 1)
			continue;
		for (int n = 1 + rand() % 3; n > 0; n--)
			add_edge(g, b, 1 + (uint32_t)rand() % (g->blocks - 1));
	}
}

static size_t choose_edge(const struct graph *g, uint32_t block)
{
	size_t chosen = 0, seen = 0;
	for (size_t i = 0; i < g->edge_count; i++)
		if (g->edges[i].source == block && (size_t)rand() % ++seen == 0)
			chosen = i;
	return chosen;
}

static void walk(struct graph *g)
{
	uint32_t block = 0;
	g->inflow[0]++;
	for (int step = 0; block != 1; step++) {
		if (step == STEPS || rand() % 50 == 0) {
			g->abandoned[block]++;
			return;
		}
		size_t edge = choose_edge(g, block);
		g->count[edge]++;
		block = g->edges[edge].target;
		g->inflow[block]++;
	}
}

static int differs(const char *what, size_t i, uint64_t found, uint64_t expected)
{
	if (found == expected)
		return 0;
	printf("%s %zu: found %llu, walked %llu\n", what, i, (unsigned long long)found,
	       (unsigned long long)expected);
	return 1;
}

static int check(const struct graph *g)
{
	struct mp_flow_edge edges[MOST_EDGES];
	uint64_t abandoned[MOST_BLOCKS], inflow[MOST_BLOCKS];
	struct mp_flow flow = {g->blocks, edges, g->edge_count, abandoned, inflow, 0, 0, 0};
	int wrong = 0;
	memcpy(abandoned, g->abandoned, sizeof abandoned);
	for (size_t i = 0; i < g->edge_count; i++) {
		int known = g->edges[i].counter >= 0;
		edges[i] = (struct mp_flow_edge){g->edges[i].source, g->edges[i].target, known,
						 known ? g->count[i] : 0};
	}
	mp_flow_solve(&flow);
	for (size_t i = 0; i < g->edge_count; i++)
		wrong += differs("edge", i, edges[i].count, g->count[i]);
	for (uint32_t b = 0; b < g->blocks; b++)
		if (b != 1)
			wrong += differs("block", b, inflow[b], g->inflow[b]);
	wrong += differs("calls", 0, flow.calls, WALKS);
	wrong += differs("negative", 0, flow.negative, 0);
	wrong += differs("unsolved", 0, flow.unsolved, 0);
	return wrong;
}

int main(void)
{
	int wrong = 0, counters = 0;
	for (unsigned seed = 0; seed < 3000; seed++) {
		struct graph g;
		srand(seed);
		make_graph(&g);
		int placed = mcc_flow_place(g.blocks, g.edges, g.edge_count);
		if (placed < 0) {
			printf("seed %u: no counters could be placed\n", seed);
			return 1;
		}
		counters += placed;
		for (int i = 0; i < WALKS; i++)
			walk(&g);
		int here = check(&g);
		if (here)
			printf("seed %u: %d differences\n", seed, here);
		wrong += here;
	}
	printf("%d counters, %d differences\n", counters, wrong);
	return wrong != 0 || counters == 0;
}
