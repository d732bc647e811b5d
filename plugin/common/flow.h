/* flow.h - where to put counters so that all others follow from them.
 *
 * Counts over a control flow graph obey Kirchhoff's law, so only the edges outside a spanning tree
 * need a counter; the tree is chosen to take the hot edges and those on which no code can be put.
 * Knows no compiler. The other half, solving, is driver/memprof/solve.c.
 */
#ifndef MEMCC_FLOW_H
#define MEMCC_FLOW_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

struct mcc_edge {
	uint32_t source, target; /* blocks; 0 entry, 1 exit */
	uint64_t weight;         /* estimated executions, any scale */
	uint8_t fixed;           /* 1: no code can be put here, it must be in the tree */
	int32_t counter;         /* out: index of its counter, or -1 */
};

/* Places counters. The edge exit -> entry is implied, has infinite weight and is in the tree.
 * Returns the number of counters, numbered from 0 in the order of the edges; or -1 if the fixed
 * edges close a cycle among themselves, so that counting by flow is impossible for this graph. */
int mcc_flow_place(uint32_t blocks, struct mcc_edge *edges, size_t count);

#ifdef __cplusplus
}
#endif
#endif
