/* run_options.h - what `memprof run` and `memprof attach` have in common: options, the loop round
 * the sampler, progress and the last word. */
#ifndef MEMPROF_RUN_OPTIONS_H
#define MEMPROF_RUN_OPTIONS_H

#include <getopt.h>

#include "run_process.h"
#include "sampler.h"

#define RUN_SHORT_OPTIONS "+:T:t:CMo:Eh"
#define RUN_LONG_OPTIONS                                                                           \
	{"interval", required_argument, NULL, 'T'}, {"duration", required_argument, NULL, 't'},    \
		{"timeout", required_argument, NULL, 't'},                                         \
		{"include-children", no_argument, NULL, 'C'},                                      \
		{"multiprocess", no_argument, NULL, 'M'},                                          \
		{"output", required_argument, NULL, 'o'},                                          \
		{"backend", required_argument, NULL, 'b'}, {"exit-code", no_argument, NULL, 'E'},  \
		{"quiet", no_argument, NULL, 'q'}, {"progress", no_argument, NULL, 'P'},           \
	{                                                                                          \
		"help", no_argument, NULL, 'h'                                                     \
	}

#define RUN_OPTIONS_HELP                                                                           \
	"  -T, --interval S       seconds between samples (default 0.1, least 0.001)\n"            \
	"  -t, --duration S       stop sampling after S seconds (the program goes on)\n"           \
	"  -C, --include-children memory is the sum with all descendants\n"                        \
	"  -M, --multiprocess     a curve of its own for every descendant\n"                       \
	"      --backend WHICH    rss (default), pss, uss, or heap: exact, of a program built\n"   \
	"                         with memcc -fmemprof\n"                                          \
	"  -o, --output FILE      default mprofile_<date and time>.dat\n"                          \
	"      --quiet            say nothing but errors\n"                                        \
	"      --progress         show time, memory and peak on a terminal even where the "        \
	"program\n"                                                                                \
	"                         writes to the same one\n"

/* One option out of getopt_long; false: not one of these. Mistakes end memprof with status 1. */
bool run_option(struct sampler_options *options, int option, const char *value);
/* Samples until the process ends, the duration is over or (attached) a signal comes. `target`
 * is a descriptor that becomes readable when the process ends, or -1 for our own child. */
void run_loop(struct sampler *sampler, struct run_process *process, int target);
/* "memprof: 123 samples in ..." on stderr. */
void run_last_word(const struct sampler *sampler);

#endif
