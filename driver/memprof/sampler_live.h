/* sampler_live.h - the profile file of a program that runs: its exact heap and what it is doing,
 * by pread, without stopping, signalling or attaching to it.
 *
 * profile.h promises that aligned words are whole and that an extent is there when its magic is.
 * What is read in one go is still no snapshot: a stack may be half of this moment and half of
 * the next, so every address is checked against the extents before it is believed. */
#ifndef MEMPROF_SAMPLER_LIVE_H
#define MEMPROF_SAMPLER_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "profile.h"

#define SAMPLER_LIVE_DEPTH 48 /* outermost activations of a thread that are looked at */

/* A profiled function, as brackets in the timeline name it. */
struct sampler_function {
	uint64_t start, end; /* its points' static addresses */
	char *name;          /* file stem, dot, function; no blank, no other dot */
};

struct sampler_extent {
	struct memprof_extent head;
	uint64_t payload; /* offset in the file */
	uint64_t marks;   /* MARKS: how many were told */
};

struct sampler_live {
	int fd; /* -1: none */
	char *path;
	struct memprof_header header; /* as of the last refresh */
	uint64_t walked;              /* offset of the first extent not seen yet */
	struct sampler_extent *extents;
	size_t extent_count, extent_room;
	struct sampler_function *functions; /* sorted by start */
	size_t function_count, function_room;
};

/* The profile that `pid` has mapped; false: none (yet). */
bool sampler_live_find(struct sampler_live *live, pid_t pid);
/* The profile that `pid`, which has ended, left in the current directory. */
bool sampler_live_find_ended(struct sampler_live *live, pid_t pid);
void sampler_live_close(struct sampler_live *live);
/* Looks for new extents and reads the header. */
void sampler_live_refresh(struct sampler_live *live);
/* Live bytes of the process; false: its metric is not made of events, or unreadable. */
bool sampler_live_heap(struct sampler_live *live, int64_t *bytes);
/* Threads with an area; the functions that one of them has open, outermost first. */
size_t sampler_live_threads(const struct sampler_live *live);
size_t sampler_live_stack(struct sampler_live *live, size_t thread,
			  const struct sampler_function *stack[SAMPLER_LIVE_DEPTH]);
/* The next mark not told yet; false: none. */
bool sampler_live_mark(struct sampler_live *live, struct memprof_mark *mark);

#endif
