/* options.h - the options of GCC and Clang that memcc has to understand.
 *
 * Two things must be known of a foreign option: whether the next word is its argument (so that
 * `-o -fmemprof` is not taken for ours), and whether it changes what the compiler is going to do.
 * An option that is not in the table takes no separate argument and means nothing to us.
 */
#ifndef MEMCC_OPTIONS_H
#define MEMCC_OPTIONS_H
#include <stddef.h>

enum meaning {
	MEANS_NOTHING,
	MEANS_NO_LINK,     /* stops before the linker */
	MEANS_LANGUAGE,    /* -x */
	MEANS_LIBRARY,     /* -l: something to link */
	MEANS_LINKER,      /* -Wl, */
	MEANS_RELOCATABLE, /* links objects into an object */
	MEANS_SHARED,
	MEANS_STATIC,
	MEANS_SANITIZE,
	MEANS_NO_SANITIZE,
	MEANS_TARGET,      /* changes the machine: the question for the version needs it too */
	MEANS_INFORMATION, /* the compiler prints something and does nothing else */
	MEANS_INPUTS,      /* only inputs follow */
};

enum {
	TAKES_NEXT = 1, /* the exact name takes the next word as its argument */
	IS_PREFIX = 2,  /* the name may go on; what follows is its value */
	ALSO_NEXT = 4,  /* the next word is an argument too when the name does go on */
};

struct option {
	const char *name;
	unsigned char takes;
	unsigned char means; /* enum meaning */
};

/* Sorted by name, as strcmp does. */
extern const struct option option_table[];
extern const size_t option_count;

/* The entry for a word of the command line: the exact one, or else the longest prefix; or null. */
const struct option *option_find(const char *word);

#endif
