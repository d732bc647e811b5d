/* solve.h - counts from flow: the half of plugin/common/flow.h that runs afterwards.
 *
 *   for each block:  sum of edges in  =  sum of edges out + activations abandoned in it
 *
 * Counted edges are known, the others form a spanning tree (with the implied edge exit -> entry),
 * so a block with one unknown edge left gives that edge, again and again until none is left.
 */
#ifndef MEMPROF_SOLVE_H
#define MEMPROF_SOLVE_H

#include <stddef.h>
#include <stdint.h>

struct mp_flow_edge {
	uint32_t source, target;
	int known;
	uint64_t count; /* in if known; out */
};

struct mp_flow {
	uint32_t blocks;            /* 0 entry, 1 exit */
	struct mp_flow_edge *edges; /* without exit -> entry */
	size_t edge_count;
	uint64_t *abandoned; /* per block */
	uint64_t *inflow;    /* out, per block: how often it ran */
	uint64_t calls;      /* out */
	size_t negative;     /* out: edges that came out below zero and were set to 0 */
	size_t unsolved;     /* out: edges in a cycle of unknowns, set to 0 */
};

/* Arrays belong to the caller. Takes time linear in blocks and edges. */
void mp_flow_solve(struct mp_flow *flow);

#endif
