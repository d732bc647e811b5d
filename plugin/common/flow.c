/* flow.c - places counters on the edges outside a maximum spanning tree (Kruskal).
 *
 * Undirected view of the graph: the edges that must stay without a counter join their ends first,
 * then the others, hottest first. An edge that would close a cycle gets a counter. Ties go by the
 * edges' order, so that the same graph always yields the same counters.
 */
#include <stdlib.h>

#include "flow.h"

static uint32_t find(uint32_t *parent, uint32_t block)
{
	while (parent[block] != block) {
		parent[block] = parent[parent[block]];
		block = parent[block];
	}
	return block;
}

/* False if `a` and `b` are connected already. */
static int join(uint32_t *parent, uint32_t a, uint32_t b)
{
	a = find(parent, a);
	b = find(parent, b);
	if (a == b)
		return 0;
	parent[b] = a;
	return 1;
}

static int by_heat(const void *left, const void *right)
{
	const struct mcc_edge *a = *(const struct mcc_edge *const *)left;
	const struct mcc_edge *b = *(const struct mcc_edge *const *)right;

	if (a->fixed != b->fixed)
		return a->fixed ? -1 : 1;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* False if the fixed edges close a cycle. */
static int grow(uint32_t *parent, struct mcc_edge **order, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct mcc_edge *edge = order[i];
		int joined = join(parent, edge->source, edge->target);

		if (!joined && edge->fixed)
			return 0;
		edge->counter = joined ? -1 : 0;
	}
	return 1;
}

static void *must_allocate(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size);

	if (!memory)
		abort();
	return memory;
}

int mcc_flow_place(uint32_t blocks, struct mcc_edge *edges, size_t count)
{
	uint32_t *parent = must_allocate(blocks, sizeof *parent);
	struct mcc_edge **order = must_allocate(count, sizeof *order);
	int counters = -1;

	for (uint32_t i = 0; i < blocks; i++)
		parent[i] = i;
	for (size_t i = 0; i < count; i++)
		order[i] = &edges[i];
	qsort(order, count, sizeof *order, by_heat);
	join(parent, 1, 0);
	if (grow(parent, order, count)) {
		counters = 0;
		for (size_t i = 0; i < count; i++)
			if (edges[i].counter == 0)
				edges[i].counter = counters++;
	}
	free(order);
	free(parent);
	return counters;
}
