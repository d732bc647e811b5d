/* sampler_output.h - appends records to a .dat file so that it is good at every instant: what a
 * sample yields goes out as whole lines in one write to a descriptor opened with O_APPEND. A
 * program that appends lines of its own (python3 -m memory_profiler) does no harm, nor does the
 * sampler's death. Formats: timeline.h and mprof. */
#ifndef MEMPROF_SAMPLER_OUTPUT_H
#define MEMPROF_SAMPLER_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "common.h"

struct sampler_output {
	int fd;
	struct mp_text pending;
	bool failed; /* said already; nothing more is written */
	const char *path;
};

/* One record, without its newline. Newlines and bad bytes inside become '?'. */
void sampler_output_add(struct sampler_output *output, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void sampler_output_flush(struct sampler_output *output);
void sampler_output_close(struct sampler_output *output);
/* CMDLINE as mprof writes it: words with blanks in '…'. */
void sampler_output_command(struct sampler_output *output, char *const *words);

/* Bytes of the character at `text`; 0: not UTF-8. */
size_t sampler_utf8_length(const char *text);

#endif
