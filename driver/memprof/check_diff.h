/* check_diff.h - two snapshots side by side. */
#ifndef MEMPROF_CHECK_DIFF_H
#define MEMPROF_CHECK_DIFF_H

#include "check_snapshot.h"

struct check_diff_options {
	enum mp_column metric;
	size_t top; /* 0: all */
};

struct check_diff;
struct check_diff *check_diff_new(struct check *check, const struct check_snapshot *before,
				  const struct check_snapshot *after);
void check_diff_free(struct check_diff *diff);
void check_diff_text(struct check_diff *diff, const struct check_diff_options *options, FILE *out);
void check_diff_json(struct check_diff *diff, const struct check_diff_options *options, FILE *out);
void check_diff_annotate(struct check_diff *diff, const struct check_diff_options *options,
			 FILE *out);

#endif
