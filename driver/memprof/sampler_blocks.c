/* sampler_blocks.c - see sampler_blocks.h. */
#include "sampler_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "sampler_functions.h"

#define OPEN_MOST 1000 /* a program that begins without end */

static void finish(struct sampler_blocks *blocks, size_t index, double time, double mib,
		   struct sampler_output *output)
{
	struct sampler_block b = blocks->open[index];
	sampler_output_add(output, "FUNC .%s %.4f %.4f %.4f %.4f %d", b.name, b.mib_in, b.in, mib,
			   time, blocks->level + (int)index);
	free(b.name);
	memmove(blocks->open + index, blocks->open + index + 1,
		(--blocks->count - index) * sizeof b);
}

bool sampler_blocks_mark(struct sampler_blocks *blocks, const char *mark, double time, double mib,
			 struct sampler_output *output)
{
	if ((*mark != '[' && *mark != ']') || !mark[1])
		return false;
	char *name = mp_strdup(mark + 1);
	sampler_name_clean(name, true);
	if (*mark == '[' && *name && blocks->count < OPEN_MOST) {
		*MP_PUSH(blocks->open, blocks->count, blocks->room) =
			(struct sampler_block){name, time, mib};
		return true;
	}
	size_t at = *mark == ']' ? blocks->count : 0;
	while (at > 0 && strcmp(blocks->open[at - 1].name, name))
		at--;
	if (at > 0)
		finish(blocks, at - 1, time, mib, output);
	free(name);
	return at > 0;
}

void sampler_blocks_close(struct sampler_blocks *blocks, double time, double mib,
			  struct sampler_output *output)
{
	while (blocks->count)
		finish(blocks, blocks->count - 1, time, mib, output);
	free(blocks->open);
	*blocks = (struct sampler_blocks){0};
}
