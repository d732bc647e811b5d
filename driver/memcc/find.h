/* find.h - programs on the PATH, and where memcc itself lies. */
#ifndef MEMCC_FIND_H
#define MEMCC_FIND_H
#include <stdbool.h>

/* The path of the program that `name` means, memcc itself passed over (it may be on the PATH under
 * a compiler's name); or null. */
const char *find_program(const char *name);

/* Whether the file is memcc itself, by whatever name. */
bool find_is_self(const char *path);

/* The directory above that of memcc's own program. */
const char *find_prefix(void);

#endif
