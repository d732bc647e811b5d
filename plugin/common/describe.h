/* describe.h - builds the description of a function (profile.h says what its bytes mean).
 * A growing byte buffer and one structure to fill in; out of memory ends the compiler (abort). */
#ifndef MEMCC_DESCRIBE_H
#define MEMCC_DESCRIBE_H
#include <stddef.h>
#include <stdint.h>
#include "flow.h"
#ifdef __cplusplus
extern "C" {
#endif

struct mcc_statement {
	uint32_t file; /* index from mcc_description_file */
	uint32_t line, column;
	uint32_t kind; /* enum memprof_statement_kind */
	int32_t block; /* -1: unreachable */
	uint32_t order;
	int32_t counter;     /* direct only, else -1 */
	uint32_t point_word; /* 0: none */
};

struct mcc_point {
	uint32_t statement, variant, block, order, flags;
};

struct mcc_description {
	uint32_t flags; /* MEMPROF_DESC_... */
	const char *name, *symbol, *directory, *compiler;
	uint32_t file, line, column, last_line;
	uint32_t blocks;
	const struct mcc_edge *edges;
	size_t edge_count;
	const struct mcc_statement *statements;
	size_t statement_count;
	const struct mcc_point *points;
	size_t point_count;
};

/* How the compiler writes paths down (-ffile-prefix-map and the like), or null: as they are. Files
 * are read by their own names. */
extern const char *(*mcc_description_written)(const char *path);

/* The files a function's statements lie in; paths are compared as text. Reads each file once per
 * compilation for its hash. Index is valid for one function (until mcc_description_reset). */
uint32_t mcc_description_file(const char *path);
void mcc_description_reset(void);

/* The bytes; valid until the next call. */
const unsigned char *mcc_description_bytes(const struct mcc_description *d, size_t *size);

#ifdef __cplusplus
}
#endif
#endif
