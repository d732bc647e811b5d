/* arguments.h - what a command line asks for. Reads it, decides nothing. */
#ifndef MEMCC_ARGUMENTS_H
#define MEMCC_ARGUMENTS_H
#include "ours.h"

struct arguments {
	struct settings settings;
	struct list
		rest; /* what is for the compiler, in order; @file kept where ours is not in it */
	struct list target; /* those of `rest` that say which machine: for the question to CC */

	struct list objects; /* inputs that are for the linker as they are */

	bool has_inputs;   /* at all; without any the compiler only says something */
	bool compiles;     /* some input is source, in whatever language */
	bool served;       /* some input is C or C++ */
	bool makes_linked; /* some input gives something to link (not only headers) */
	bool language_set; /* -x is in force at the end */

	bool no_link; /* -c, -S, -E, … */
	bool relocatable, shared, is_static, information;
	bool link_ours; /* there will be a linker run, and profiled code in it */
	/* One that brings its own allocator is on: it tells us of all blocks, or only of some. */
	bool sanitizer_tells_all, sanitizer_tells_some;
};

/* Words are those after the program's name. MEMCC_FLAGS is read first, if `flags` is not null. */
void arguments_read(struct arguments *arguments, const char *flags, char **words);

/* Whether there will be a linker run that we have to add to. */
bool arguments_link(const struct arguments *arguments);

#endif
