/* description.h - what the compiler knows of a function, decoded from the bytes that profile.h
 * defines ("Description of a function"). */
#ifndef MEMPROF_DESCRIPTION_H
#define MEMPROF_DESCRIPTION_H

#include <stddef.h>
#include <stdint.h>

struct mp_string { /* not terminated */
	const char *text;
	size_t size;
};

struct mp_described_file {
	struct mp_string path;
	uint64_t size, hash;
};

struct mp_described_edge {
	uint32_t source, target;
	uint64_t counter; /* + 1; 0: to be solved */
};

struct mp_described_statement {
	uint32_t file, line, column, kind;
	uint32_t block; /* + 1; 0: unreachable */
	uint32_t order;
	uint64_t counter; /* + 1, or 0 */
	uint64_t point_word;
};

struct mp_described_point {
	uint32_t statement, variant, block, order, flags;
};
#define MP_POINT_NORETURN 1u

struct mp_description {
	uint32_t flags;
	struct mp_string name, symbol, directory, compiler;
	uint32_t file, line, column, last_line;
	uint32_t blocks;
	struct mp_described_file *files;
	size_t file_count, file_room;
	struct mp_described_edge *edges;
	size_t edge_count, edge_room;
	struct mp_described_statement *statements;
	size_t statement_count, statement_room;
	struct mp_described_point *points;
	size_t point_count, point_room;
};

/* Null, or what is wrong with the bytes (static text). The description may be used again for
 * the next function; strings point into the bytes. All indices (files, blocks, statements) of a
 * good description are within bounds. */
const char *mp_description_parse(struct mp_description *d, const void *bytes, size_t size);
/* The same, but only what comes before the lists of edges, statements and points. */
const char *mp_description_head(struct mp_description *d, const void *bytes, size_t size);
void mp_description_free(struct mp_description *d);

#endif
