/* sampler_blocks.h - named blocks of the program (memprof_block_begin, memprof_block_end of
 * <memprof.h>) as FUNC brackets named ".block", as mprof has those of profile.timestamp. */
#ifndef MEMPROF_SAMPLER_BLOCKS_H
#define MEMPROF_SAMPLER_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

#include "sampler_output.h"

struct sampler_blocks {
	struct sampler_block {
		char *name; /* fit for a record */
		double in, mib_in;
	} * open; /* outermost first */
	size_t count, room;
	int level; /* of the outermost, beyond those of functions */
};

/* A mark of the program. False: it is no block's begin or end. */
bool sampler_blocks_mark(struct sampler_blocks *blocks, const char *mark, double time, double mib,
			 struct sampler_output *output);
/* Writes those that were never ended. */
void sampler_blocks_close(struct sampler_blocks *blocks, double time, double mib,
			  struct sampler_output *output);

#endif
