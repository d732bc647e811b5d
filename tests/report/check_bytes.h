/* check_bytes.h - puts bytes through everything that reads profiles: for tests of damage. */
#ifndef CHECK_BYTES_H
#define CHECK_BYTES_H

#include <stddef.h>

/* Loads (every thread, every law) a copy of the bytes and prints what was read into the void. */
void check_bytes(const char *bytes, size_t size);
/* Merges a copy of the bytes with itself, and loads the result. */
void check_merge(const char *bytes, size_t size);

#endif
