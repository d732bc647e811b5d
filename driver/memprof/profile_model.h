/* profile_model.h - a profile as commands see it: counts solved, open statements closed, threads
 * added up, translation units merged. profile_file.h and description.h lie beneath and are the
 * reader's own.
 *
 *   char *error = NULL;
 *   struct mp_profile *profile = mp_load(path, &(struct mp_load_options){0}, &error);
 *   if (!profile)
 *           mp_die(1, "%s", error);
 *
 * All pointers belong to the profile and live until mp_free.
 */
#ifndef MEMPROF_PROFILE_MODEL_H
#define MEMPROF_PROFILE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "profile.h"

/* The columns of SEMANTICS, section 3, of one statement, line or function. */
struct mp_figures {
	uint64_t occurrences;
	int64_t increment;
	int64_t mem_usage; /* meaningful if it ran */
	int64_t peak;
	uint64_t allocs, allocated; /* count, bytes; exclusive */
	uint64_t frees, freed;
	int64_t retained;
};

struct mp_file {
	const char *path;     /* as the compiler saw it */
	const char *absolute; /* the same from the folder in which it ran, without "." and ".." */
	uint64_t size, hash;  /* of its contents at the build, 0 and 0: unknown */
};

struct mp_statement {
	uint32_t file; /* index into mp_profile.files */
	uint32_t line, column;
	uint32_t kind; /* enum memprof_statement_kind */
	struct mp_figures figures;
};

/* A source line with at least one statement of its function. */
struct mp_line {
	uint32_t file;
	uint32_t line;
	size_t first_statement, statement_count; /* within the function's statements */
	struct mp_figures figures;
};

/* One function of the source, whatever the number of units and instances it was compiled in. */
struct mp_function {
	const char *name;   /* as written in the source: function_name.h */
	const char *symbol; /* linkage name of the first instance */
	uint32_t file, line, column, last_line;
	uint32_t instances;
	bool by_calls;         /* built with -fmemprof-mode=calls */
	bool recursive;        /* memory changed while it was active more than once at a time */
	bool ran;              /* it was called, or a fork child began in it */
	uint64_t calls;        /* activations: the header's Occurrences; 0: never called */
	int64_t entry_bytes;   /* memory at the first activation's entry; the header's Mem usage */
	int64_t net_bytes;     /* sum over activations of memory at exit - at entry */
	int64_t peak;          /* the largest of its statements */
	struct mp_figures own; /* allocs … retained that belong to no statement; usually all 0 */
	struct mp_figures sum; /* over its statements and `own`: exclusive columns and increment;
				  peak and mem_usage: the largest; occurrences: calls.
				  Recursive: increment: net_bytes */
	struct mp_statement *statements; /* sorted by file, line, column */
	size_t statement_count;
	struct mp_line *lines; /* sorted by file (its own first), line */
	size_t line_count;
};

/* A source line over all functions: occurrences added up over the functions on it. */
struct mp_place {
	uint32_t file, line;
	struct mp_figures figures;
	size_t function; /* index of the first function on it */
	size_t function_count;
};

/* A thread area; one after the other, several threads may have used it. */
struct mp_thread {
	uint32_t index, tid, threads; /* tid and name of the newest; how many used it */
	bool alive;                   /* its newest thread had not ended */
	const char *name;
	int64_t live, high;
	struct mp_figures outside;
	struct mp_function *functions; /* only with options.threads: same order as the profile's */
};

struct mp_mark {
	uint64_t time_ns; /* CLOCK_REALTIME */
	uint32_t tid;
	int64_t memory;
	const char *name;
};

enum mp_ended {
	MP_ENDED_EXIT, /* exit, return from main, _exit, quick_exit; status */
	MP_ENDED_EXEC,
	MP_ENDED_ABORT,
	MP_ENDED_KILLED, /* no end mark, and the process is gone */
	MP_ENDED_RUNNING,
};

struct mp_profile {
	const char *path;    /* of the profile file */
	const char *program; /* path of the executable */
	const char **command;
	size_t command_count;
	const char *cwd, *host, *options;
	uint32_t pid, parent_pid;
	uint32_t merged; /* how many profiles were added up in this one; 0: it is of one process */
	enum mp_ended ended;
	int status;                /* MP_ENDED_EXIT */
	uint64_t start_ns, end_ns; /* CLOCK_REALTIME; end 0: unknown */
	enum memprof_metric metric;
	int64_t live_bytes, peak_bytes, inherited_bytes;
	struct mp_figures outside; /* events outside any profiled function; exclusive columns */
	struct mp_figures total;   /* exclusive columns of the whole process */

	struct mp_file *files;
	size_t file_count;
	struct mp_function *functions; /* sorted by file, line, column, name */
	size_t function_count;
	struct mp_place *places; /* sorted by file, line */
	size_t place_count;
	/* The same without each function's first calls, if the run kept so many of them apart; then
	 * in the same order. */
	uint32_t first_calls;
	struct mp_function *later_functions;
	struct mp_place *later_places;
	struct mp_thread *threads;
	size_t thread_count;
	struct mp_mark *marks; /* sorted by time */
	size_t mark_count;

	/* Losses and oddities, one sentence each, none if all is well. */
	const char **notes;
	size_t note_count;
	/* Laws that do not hold (options.verify). */
	const char **findings;
	size_t finding_count;

	struct mp_arena *arena; /* owns everything above */
};

struct mp_load_options {
	bool threads; /* fill mp_thread.functions too */
	bool verify;  /* check the laws */
};

/* Null and *error (one line, allocated, names the file) if it cannot be read. */
struct mp_profile *mp_load(const char *path, const struct mp_load_options *options, char **error);
/* The same from bytes in memory, 8-byte aligned, which are modified; `name` is for messages. */
struct mp_profile *mp_load_bytes(const char *name, char *bytes, size_t size,
				 const struct mp_load_options *options, char **error);
void mp_free(struct mp_profile *profile);

/* Newest *.memprof of the directory by modification time, to be freed; or null. */
char *mp_newest_profile(const char *directory);

const char *mp_ended_name(enum mp_ended ended);         /* "exit", "killed", … */
const char *mp_metric_name(enum memprof_metric metric); /* "heap", … */
const char *mp_kind_name(uint32_t kind);                /* "plain", "if", … */
bool mp_metric_is_exact(enum memprof_metric metric);    /* made of events, not of samples */

/* Columns by name, as --columns, --sort, CSV and JSON call them. */
enum mp_column {
	MP_MEM_USAGE,
	MP_INCREMENT,
	MP_OCCURRENCES,
	MP_PEAK,
	MP_ALLOCS,
	MP_ALLOCATED,
	MP_FREES,
	MP_FREED,
	MP_RETAINED,
	MP_NET, /* allocated - freed */
	MP_COLUMNS
};
const char *mp_column_name(enum mp_column column);  /* "mem_usage" */
const char *mp_column_title(enum mp_column column); /* "Mem usage" */
bool mp_column_is_bytes(enum mp_column column);
bool mp_column_parse(const char *name, enum mp_column *column); /* "mem usage" too */
int64_t mp_column_value(const struct mp_figures *figures, enum mp_column column);

/* The source as it is now. */
struct mp_source {
	char *path;   /* where it was found; null: nowhere */
	bool changed; /* its contents are not those of the build */
	char *text;
	size_t size;
	const char **lines; /* line i (from 1) is lines[i-1] .. lines[i], without its newline */
	size_t line_count;
};
/* Looks where the compiler saw it, then in `directories` (null-terminated list or null) by the
 * longest matching tail of the path; the first that is the build's own counts, else the first.
 * Never fails: path may be null. */
void mp_source_load(struct mp_source *source, const struct mp_file *file,
		    const char *const *directories);
const char *mp_source_line(const struct mp_source *source, uint32_t line, size_t *length);
void mp_source_free(struct mp_source *source);

#endif
