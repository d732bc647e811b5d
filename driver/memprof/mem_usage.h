/* mem_usage.h - the Mem usage column of statements during which nothing happened. */
#ifndef MEMPROF_MEM_USAGE_H
#define MEMPROF_MEM_USAGE_H

#include "function_solve.h"

struct mp_memory_start {
	int64_t entry;                /* at the function's start */
	int64_t inherited;            /* at the points where a fork child begins, */
	const uint64_t *abandoned_at; /* those with less than no abandonment */
};

/* `order` holds the statements sorted by block and order. */
void mp_mem_usage(struct mp_solved *solved, const struct mp_description *d, const uint32_t *order,
		  const struct mp_memory_start *start);

#endif
