/* mem_usage.h - the Mem usage column of statements during which nothing happened. */
#ifndef MEMPROF_MEM_USAGE_H
#define MEMPROF_MEM_USAGE_H

#include "function_solve.h"

/* `order` holds the statements sorted by block and order; `entry` is the memory at the start. */
void mp_mem_usage(struct mp_solved *solved, const struct mp_description *d, const uint32_t *order,
		  int64_t entry);

#endif
