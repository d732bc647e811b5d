/* solve.c - see solve.h. All sums wrap, so that nonsense in a file is nonsense, not a trap. */
#include "solve.h"

#include <stdlib.h>
#include "common.h"

/* For each block the unknown edges at it: their number and the xor of their indices, which is
 * the last one's index when one is left. `excess` is known in - known out. */
struct node {
	uint64_t excess;
	uint64_t edges;
	uint32_t unknown;
};

struct solver {
	struct mp_flow *flow;
	struct node *nodes;
	uint32_t *leaves; /* stack of blocks to look at */
	size_t leaf_count;
	uint64_t calls;
};

/* The implied edge exit -> entry has the index behind the last. */
static void ends(const struct solver *s, uint64_t edge, uint32_t *source, uint32_t *target)
{
	const struct mp_flow *flow = s->flow;
	*source = edge < flow->edge_count ? flow->edges[edge].source : 1;
	*target = edge < flow->edge_count ? flow->edges[edge].target : 0;
}

static void add_known(struct solver *s, uint64_t edge, uint64_t count)
{
	uint32_t source, target;
	ends(s, edge, &source, &target);
	s->nodes[source].excess -= count;
	s->nodes[target].excess += count;
}

/* A loop of one block cancels out: it can never be solved, and needs no node to know of it. */
static void add_unknown(struct solver *s, uint64_t edge)
{
	uint32_t source, target;
	ends(s, edge, &source, &target);
	if (source == target)
		return;
	s->nodes[source].unknown++;
	s->nodes[source].edges ^= edge;
	s->nodes[target].unknown++;
	s->nodes[target].edges ^= edge;
}

static void prepare(struct solver *s)
{
	struct mp_flow *flow = s->flow;
	for (uint32_t b = 0; b < flow->blocks; b++)
		s->nodes[b].excess = 0 - flow->abandoned[b];
	/* Who leaves by being abandoned goes to the exit all the same. */
	for (uint32_t b = 0; b < flow->blocks; b++)
		s->nodes[1].excess += flow->abandoned[b];
	for (size_t i = 0; i < flow->edge_count; i++) {
		if (flow->edges[i].known)
			add_known(s, i, flow->edges[i].count);
		else
			add_unknown(s, i);
	}
	add_unknown(s, flow->edge_count);
	for (uint32_t b = 0; b < flow->blocks; b++)
		if (s->nodes[b].unknown == 1)
			s->leaves[s->leaf_count++] = b;
}

static void give(struct solver *s, uint64_t edge, uint64_t count)
{
	if (edge == s->flow->edge_count) {
		s->calls = count;
		return;
	}
	s->flow->edges[edge].count = count;
	s->flow->edges[edge].known = 1;
}

static void solve_leaf(struct solver *s, uint32_t block)
{
	struct node *node = &s->nodes[block];
	if (node->unknown != 1)
		return;
	uint64_t edge = node->edges;
	uint32_t source, target;
	ends(s, edge, &source, &target);
	/* What came in and did not go out went this way, or the other way round. */
	uint64_t count = source == block ? node->excess : 0 - node->excess;
	uint32_t other = source == block ? target : source;
	give(s, edge, count);
	add_known(s, edge, count);
	node->unknown = 0;
	s->nodes[other].edges ^= edge;
	if (--s->nodes[other].unknown == 1)
		s->leaves[s->leaf_count++] = other;
}

static uint64_t not_negative(struct mp_flow *flow, uint64_t count)
{
	if ((int64_t)count >= 0)
		return count;
	flow->negative++;
	return 0;
}

static void finish(struct solver *s)
{
	struct mp_flow *flow = s->flow;
	flow->negative = flow->unsolved = 0;
	flow->calls = not_negative(flow, s->calls);
	for (uint32_t b = 0; b < flow->blocks; b++)
		flow->inflow[b] = 0;
	flow->inflow[0] = flow->calls;
	for (size_t i = 0; i < flow->edge_count; i++) {
		struct mp_flow_edge *edge = &flow->edges[i];
		if (!edge->known) {
			flow->unsolved++;
			edge->count = 0;
		}
		edge->count = not_negative(flow, edge->count);
		flow->inflow[edge->target] += edge->count;
	}
}

void mp_flow_solve(struct mp_flow *flow)
{
	if (flow->blocks < 2) {
		flow->calls = flow->negative = flow->unsolved = 0;
		for (uint32_t b = 0; b < flow->blocks; b++)
			flow->inflow[b] = 0;
		return;
	}
	struct solver s = {
		.flow = flow,
		.nodes = mp_zalloc(flow->blocks, sizeof *s.nodes),
		.leaves = mp_zalloc(flow->blocks, sizeof *s.leaves),
	};
	prepare(&s);
	while (s.leaf_count > 0)
		solve_leaf(&s, s.leaves[--s.leaf_count]);
	finish(&s);
	free(s.nodes);
	free(s.leaves);
}
