/* ours.h - memcc's own options: -fmemprof… and --memcc-…
 *
 * They never reach the compiler. All of -fmemprof… except -fno-memprof turn profiling on; the last
 * of on and off wins, and -fno-memprof forgets what was chosen before it.
 */
#ifndef MEMCC_OURS_H
#define MEMCC_OURS_H
#include "list.h"

enum request {
	REQUEST_COMPILE, /* be a compiler */
	REQUEST_HELP,
	REQUEST_VERSION,
	REQUEST_ID,
};

struct settings {
	bool on;              /* profile */
	bool refused;         /* -fno-memprof was the last word on it */
	struct list plugin;   /* key=value for the plugin, in order: plugin/common/options.h */
	const char *compiler; /* --memcc-cc=, or null */
	enum request request;
};

/* Whether a word of the command line is for us, known to us or not. */
bool ours_is(const char *word);

/* Obeys such a word; fails on one that is wrong. */
void ours_apply(struct settings *settings, const char *word);

/* The names, for --memcc-help: prints a line each. */
void ours_print_help(void);

#endif
