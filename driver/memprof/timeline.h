/* timeline.h - memory over time: what a .dat file says, in memory.
 *
 * The file is mprof's (CMDLINE, MEM, CHLD, FUNC) with records of ours riding along; each has a
 * keyword that mprof does not know, followed by a blank, which makes mprof skip the line:
 *
 *   MEMPROF <version> <backend> <interval> <pid>     how it was sampled
 *   PROFILE <path>                                   the line profile of the same run
 *   HEAP <bytes> <time>                              exact heap, at the MEM of the same time
 *   HIGH rss|heap <MiB> <time>                       a maximum that fell between two samples
 *   LINE <time> <bytes> <function> <file>:<line>     bytes a line retains at a time (snapshot)
 *   MARK <MiB> <time> <name>                         a block mark of the program
 *   END <time> exit|signal|stopped <number>          how it ended; absent: sampler was killed
 *
 * Times are seconds since the epoch. A reader may meet a file that is cut anywhere, foreign or
 * still being written: what cannot be understood is counted and skipped. */
#ifndef MEMPROF_TIMELINE_H
#define MEMPROF_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIMELINE_MIB (1024.0 * 1024.0)

struct timeline_point {
	double time; /* seconds since the epoch */
	double mib;
};

struct timeline_series {
	struct timeline_point *points; /* ascending in time */
	size_t count, room;
};

struct timeline_child {
	long pid;
	struct timeline_series series;
};

struct timeline_call {
	char *name;
	double in, out; /* times */
	double mib_in, mib_out;
	int level; /* 0: outermost */
};

struct timeline_mark {
	char *name;
	double time, mib;
};

struct timeline_line {
	double time;
	double bytes;
	char *function, *place; /* place: file:line */
};

struct timeline {
	char *path;
	char *command; /* "" if the file has none */
	char *backend; /* "rss" if the file does not say */
	char *profile; /* path of the line profile, or null */
	double interval;
	struct timeline_series memory;                /* MEM */
	struct timeline_series heap;                  /* HEAP, in MiB */
	struct timeline_point high_memory, high_heap; /* largest HIGH; time 0: none */
	struct timeline_child *children;
	size_t child_count, child_room;
	size_t *child_slots; /* hash table: index + 1 into children, 0: free */
	size_t child_slot_count;
	struct timeline_call *calls;
	size_t call_count, call_room;
	struct timeline_mark *marks;
	size_t mark_count, mark_room;
	struct timeline_line *lines;
	size_t line_count, line_room;
	char *end; /* "exit 0", "signal 11", ... or null */
	double end_time;
	unsigned long odd; /* lines not understood, mprof would stumble over them */
};

/* Null on failure, with the reason in *reason (static text or strerror). */
struct timeline *timeline_read(const char *path, const char **reason);
void timeline_free(struct timeline *timeline);

/* The largest memory the file tells of: samples and HIGH. time 0: no sample. */
struct timeline_point timeline_peak(const struct timeline *timeline);
struct timeline_point timeline_series_peak(const struct timeline_series *series);
void timeline_series_add(struct timeline_series *series, double time, double mib);

/* ---- names: mprofile_<14 digits>.dat in the current directory --------------------------- */

bool timeline_name_is_ours(const char *name);
/* Creates a new file of that pattern; returns the descriptor or -1, its name in `name`. */
int timeline_name_create(char name[32]);
/* The files of the current directory, oldest first; free each and the array. */
char **timeline_names(size_t *count);
void timeline_names_free(char **names, size_t count);
/* What the user may write: a path, or an index into timeline_names, from the end if negative.
 * Null: no such file, said already. The result is to be freed. */
char *timeline_name_resolve(const char *text);
/* "-1" is an index, not an option: puts such arguments last, behind "--". To be freed. */
char **timeline_arguments(int *argc, char **argv);

#endif
