/* profile_file.h - the bytes of a profile file, made safe to touch.
 *
 * Opens and validates the file, walks its extents and translates addresses of the measured
 * process into memory of ours. Everything that it hands out was bounds-checked against the file:
 * whoever reads further down may believe sizes and pointers, not values. The mapping is private
 * and writable, so that open statements can be closed in place without touching the file.
 */
#ifndef MEMPROF_PROFILE_FILE_H
#define MEMPROF_PROFILE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "profile.h"

struct mp_extent {
	uint32_t kind, thread, module;
	uint64_t address; /* of the payload in the process */
	char *payload;
	uint64_t bytes; /* all of them lie in the file */
};

struct mp_raw {
	char *base;
	size_t size;
	struct memprof_header *header;
	struct mp_extent *extents; /* in the order of the file; FREE ones left out */
	size_t extent_count, extent_room;
	uint32_t *by_address; /* indices of extents that are mapped in the process, sorted */
	size_t by_address_count;
	uint32_t *slots; /* indices of SLOTS extents, sorted by thread */
	size_t slots_count;
	uint64_t unread; /* bytes behind the last whole extent, if that is not an empty end */
	bool cut;        /* the file is shorter than it says */
};

/* Null, or what is wrong (one line, allocated, names the file and the field). */
char *mp_raw_open(struct mp_raw *raw, const char *path);
/* The same over bytes in memory, which are modified; `path` is for messages. */
char *mp_raw_read(struct mp_raw *raw, char *bytes, size_t size, const char *path);
void mp_raw_close(struct mp_raw *raw);

/* SLOTS extents of a thread: raw->slots[*first] to [result - 1]. */
size_t mp_raw_slots(const struct mp_raw *raw, uint32_t thread, size_t *first);

/* The object of `size` bytes at an address of the process, or null if it does not lie whole in
 * an extent of that kind that belongs to that thread. Its extent goes to *extent unless null. */
void *mp_raw_at(const struct mp_raw *raw, uint64_t address, uint64_t size, uint32_t kind,
		uint32_t thread, const struct mp_extent **extent);

#endif
