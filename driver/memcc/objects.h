/* objects.h - were these object files compiled with -fmemprof? */
#ifndef MEMCC_OBJECTS_H
#define MEMCC_OBJECTS_H
#include "list.h"

/* Whether one of the files is such an object, or an archive of which a member is one. What cannot
 * be read, or is something else (a shared object, a linker script), is not. */
bool objects_profiled(const struct list *files);

#endif
