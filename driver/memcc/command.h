/* command.h - the command line that the real compiler gets. */
#ifndef MEMCC_COMMAND_H
#define MEMCC_COMMAND_H
#include "arguments.h"
#include "toolchain.h"

/* All words, the program's name included. */
void command_build(struct list *command, const struct arguments *arguments,
		   const struct toolchain *toolchain);

#endif
