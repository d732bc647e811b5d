/* toolchain.h - the compiler that does the work, what it is, and what of ours goes with it. */
#ifndef MEMCC_TOOLCHAIN_H
#define MEMCC_TOOLCHAIN_H
#include "list.h"

struct toolchain {
	struct list launcher; /* words before the compiler's name, e.g. ccache */
	const char *name;     /* as it will call itself */
	const char *path;     /* of the compiler's program */
	const char *run;      /* path of what is executed: the launcher's, or the compiler's */
};

struct version {
	bool clang;
	int major;
};

/* Finds the compiler: `asked` (--memcc-cc) if not null, else the environment, else the default;
 * for C++ the C++ driver that belongs to it. Fails when there is none. */
void toolchain_find(struct toolchain *toolchain, const char *asked, bool cxx);

/* Asks the compiler, given the options that say for which machine; fails if it is none of those
 * that we know or if our runtime does not fit that machine. */
struct version toolchain_version(const struct toolchain *toolchain, const struct list *target);

/* The plugin for that version; fails with the list of those there are. */
const char *toolchain_plugin(const struct toolchain *toolchain, struct version version);

/* The directory of our libraries, and a file in it, which must exist. */
const char *toolchain_libraries(void);
const char *toolchain_library(const char *name);

/* The directory of <memprof.h>, or null if it is not there. */
const char *toolchain_include(void);

#endif
