/* information.h - what memcc says of itself. */
#ifndef MEMCC_INFORMATION_H
#define MEMCC_INFORMATION_H
#include "arguments.h"
#include "toolchain.h"

void information_help(void);
void information_version(void);

/* What the output depends on and a compiler cache cannot see: compiler, plugin, directory. */
void information_id(const struct toolchain *toolchain, const struct arguments *arguments);

#endif
