/* break.h - MEMCC_OPTIONS=break_at=SIZE: stop where the process's memory first passes a size. */
#ifndef MEMCC_BREAK_H
#define MEMCC_BREAK_H
#include "internal.h"

/* Bytes; 0: not wanted, or done. Read in the cold half of each event that reaches a new height. */
extern int64_t mc_break_at;
/* A number of bytes, or one with KiB, MiB or GiB behind it. */
bool mc_break_take(const char *value, size_t length);
/* Returns when whoever was called for lets the process go on. */
void mc_break(int64_t memory);

#endif
