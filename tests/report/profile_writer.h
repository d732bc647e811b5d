/* profile_writer.h - builds profile files by hand, so that the reader is tested without a
 * compiler or a runtime: the layout of profile.h, and nothing that memprof's own code says. */
#ifndef PROFILE_WRITER_H
#define PROFILE_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include "profile.h"

struct pw;
struct pw *pw_new(void);
struct memprof_header *pw_header(struct pw *p); /* to be changed as one likes */
void pw_meta(struct pw *p, const char *key, const char *value);
void pw_mark(struct pw *p, uint64_t time_ns, uint32_t tid, int64_t memory, const char *name);

/* Functions: flow graph, statements, points. All return an index; blocks 0 and 1 are entry and
 * exit. `counter` -1: none. */
struct pw_home {
	const char *file;
	uint32_t line, column, last_line;
};
int pw_function(struct pw *p, const char *name, struct pw_home home, uint32_t blocks,
		uint32_t flags);
void pw_hash_file(struct pw *p, int function, const char *file, uint64_t size, uint64_t hash);
void pw_edge(struct pw *p, int function, uint32_t source, uint32_t target, int counter);
/* `words`: how many point words it gets. `block` -1: unreachable. */
int pw_statement(struct pw *p, int function, const char *file, uint32_t line, uint32_t column,
		 uint32_t kind, int block, uint32_t order, int counter, uint32_t words);
void pw_point(struct pw *p, int function, int statement, uint32_t variant, uint32_t block,
	      uint32_t order, uint32_t flags);
void pw_entered(struct pw *p, int function, int64_t entry_bytes);

/* Functions are fixed from the first thread on. */
int pw_thread(struct pw *p, uint32_t tid, const char *name, uint32_t state);
struct memprof_thread *pw_thread_record(struct pw *p, int thread);
void pw_count(struct pw *p, int thread, int function, int counter, uint64_t value);
void pw_abandon(struct pw *p, int thread, int function, int statement, uint32_t variant,
		uint32_t count);
/* The slot of a statement with nothing open around it, or of the outside (function -1). */
struct memprof_slot *pw_slot(struct pw *p, int thread, int function, int statement);
/* The same within the slot `up`. */
struct memprof_slot *pw_slot_in(struct pw *p, int thread, int function, int statement, uint64_t up);
uint64_t pw_slot_address(struct pw *p, int thread, int function, int statement);
/* Opens a record at a statement's point; with `slot` an interval is open in its frame as well. */
void pw_open(struct pw *p, int thread, int function, int statement, uint32_t variant, uint64_t slot,
	     int64_t base, int64_t high);

/* The file's bytes, 8-byte aligned, to be freed; pw is gone afterwards. */
char *pw_finish(struct pw *p, size_t *size);

#endif
