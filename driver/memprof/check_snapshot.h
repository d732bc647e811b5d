/* check_snapshot.h - the figures of a run without its addresses, line numbers and folders: what a
 * baseline file holds, and what two runs are compared by. Only what ran is in it. */
#ifndef MEMPROF_CHECK_SNAPSHOT_H
#define MEMPROF_CHECK_SNAPSHOT_H

#include "check.h"

struct check_row {
	const char *text; /* the source line without comments, blanks squeezed; "" if unknown */
	uint64_t key;     /* of the text */
	uint64_t shape;   /* of kinds and columns of its statements: the key without sources */
	uint32_t line, column; /* 0 in a baseline */
	uint32_t file;         /* index, of a profile */
	struct mp_figures figures;
};

struct check_unit {
	const char *name;
	const char *file; /* relative to the root, or the last component */
	const char *path; /* where it is now; null in a baseline */
	uint32_t line, column;
	bool has_text;
	struct mp_figures figures; /* sums; occurrences: calls */
	struct check_row *rows;
	size_t row_count;
};

struct check_snapshot {
	const char *name; /* the file it came from */
	const char *metric;
	struct mp_figures program;
	struct check_unit *units; /* sorted by file, name, line */
	size_t unit_count;
};

/* All live in the check's arena. */
struct check_snapshot *check_snapshot_of(struct check *check);
/* Null, or why later runs should not be held to this one. `accept`: it may have failed. */
const char *check_unfit(struct check *check, const struct check_snapshot *snapshot, bool accept);

/* check_baseline.c. Null and *error (to be freed) if the file cannot be read or understood. */
struct check_snapshot *check_baseline_read(struct mp_arena *arena, const char *path, char **error);
struct check_snapshot *check_baseline_parse(struct mp_arena *arena, const char *name, char *text,
					    char **error);
/* Atomically. False and *error. */
bool check_baseline_write(const struct check_snapshot *snapshot, const char *path, char **error);
void check_baseline_print(const struct check_snapshot *snapshot, struct mp_text *text);

/* check_match.c: partners by function and text. SIZE_MAX: none. */
struct check_pairs {
	size_t *old_of_new; /* per unit of the new snapshot */
	bool *old_used;     /* per unit of the old one */
};
void check_match_units(struct mp_arena *arena, const struct check_snapshot *old,
		       const struct check_snapshot *new, struct check_pairs *pairs);

struct check_row_pairs {
	size_t *old_of_new;
	bool *edited; /* per new row: paired by place, not by text */
	bool *old_used;
};
void check_match_rows(struct mp_arena *arena, const struct check_unit *old,
		      const struct check_unit *new, struct check_row_pairs *pairs);

/* check_compare.c: the baseline against the run of the check. */
struct check_tolerance {
	int64_t ppm, bytes;
};
bool check_tolerance_parse(const char *text, struct check_tolerance *tolerance);
struct check_comparison {
	enum mp_column metrics[MP_COLUMNS];
	size_t metric_count;
	struct check_tolerance tolerance;
};
void check_compare(struct check *check, const struct check_snapshot *old,
		   const struct check_snapshot *new, const struct check_comparison *how);
/* A list of columns, separated by commas. Null, or the name that is none. */
const char *check_metrics_parse(struct mp_arena *arena, const char *list,
				struct check_comparison *how);

#endif
