/* merge.h - several profiles of one program added up into one.
 *
 * Each input is brought to rest (profile_threads.h); then all threads of all inputs become one
 * thread area: counters and abandonments are sums, contexts are matched by their chain of sites.
 * The result is a profile like any other, without open statements.
 */
#ifndef MEMPROF_MERGE_H
#define MEMPROF_MERGE_H

#include "common.h"
#include "description.h"
#include "profile_threads.h"

struct mp_input {
	const char *path;
	struct mp_raw raw;
	struct mp_modules modules;
	struct mp_areas areas;
	size_t *merged_module; /* per module: index in the sum */
};

/* A module of the result. */
struct mp_merged_module {
	const struct mp_module *first; /* the input's that has it first; gives the descriptions */
	const char *path;              /* of that input */
	struct memprof_function *functions;
	unsigned char *has_entry; /* per function: counter 0 starts at -1 in each copy */
	unsigned char *entered;   /* per function: it was, in some profile, or one that it is */
	uint64_t *words;          /* of the data section */
	size_t word_count;
	size_t copies;
};

/* Less this, `up` is a mark and no index (profile.h, MEMPROF_UP_...). */
#define MP_MERGED_MARK UINT64_MAX

struct mp_merge {
	struct mp_input *inputs;
	size_t input_count;
	struct mp_merged_module *modules;
	size_t module_count, module_room;
	struct memprof_slot *slots; /* `up`: index of the parent + 1, until written */
	size_t slot_count, slot_room;
	size_t *slot_table; /* index + 1 by parent and site; a power of two in size */
	size_t slot_table_size;
	struct memprof_header header;
	struct memprof_thread thread;
};

/* Null, or why these cannot be added up (one line, allocated). */
char *mp_merge_open(struct mp_merge *merge, char **paths, size_t count);
char *mp_merge_modules(struct mp_merge *merge);
void mp_merge_slots(struct mp_merge *merge);
void mp_merge_headers(struct mp_merge *merge);
void mp_merge_free(struct mp_merge *merge);

/* The bytes of the resulting file. */
void mp_merge_write(const struct mp_merge *merge, struct mp_text *file);

#endif
