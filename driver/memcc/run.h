/* run.h - becomes the compiler. */
#ifndef MEMCC_RUN_H
#define MEMCC_RUN_H
#include "list.h"

/* Executes `program`; returns only the exit status, and only if a command line too long for the
 * system had to be passed in a file that is to be removed afterwards. `fixed` words at the start
 * cannot go there. */
int run(const char *program, const struct list *command, size_t fixed);

#endif
