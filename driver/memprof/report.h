/* report.h - `memprof report`: its options, and the ways to print a profile. */
#ifndef MEMPROF_REPORT_H
#define MEMPROF_REPORT_H

#include <stdio.h>
#include "common.h"
#include "profile_model.h"

enum report_form { REPORT_TABLES, REPORT_JSON, REPORT_CSV };
enum report_wish { REPORT_AUTO, REPORT_NO, REPORT_YES };

struct report_options {
	enum report_form form;
	enum mp_unit unit;
	int precision;
	bool strict; /* memory_profiler's layout and nothing else on the output */
	enum mp_column columns[MP_COLUMNS];
	size_t column_count;
	bool plain_columns;                        /* the three of memory_profiler */
	const char **function_globs, **file_globs; /* null-terminated lists, or null: all */
	const char **source_dirs;                  /* the same */
	size_t top;                                /* 0: tables */
	enum mp_column sort;
	bool sort_given;
	bool by_statement, threads, no_source, only_increments, list, verify;
	enum report_wish summary;
	bool colour;
	FILE *out;
};

/* Sources are read once a profile, and what is wrong with one is said once. */
struct report_sources {
	const struct report_options *options;
	const struct mp_profile *profile;
	struct mp_source *sources; /* per file; loaded[] says which */
	unsigned char *loaded;
	const char **notes; /* to be printed once, owned */
	size_t note_count, note_room;
};
void report_sources_init(struct report_sources *s, const struct report_options *options,
			 const struct mp_profile *profile);
const struct mp_source *report_source(struct report_sources *s, uint32_t file);
void report_sources_free(struct report_sources *s);

/* Chosen by --function and --file; `whole` also wants it to have been called. */
bool report_wants(const struct report_options *options, const struct mp_profile *profile,
		  const struct mp_function *function);
/* Wanted, and called (or asked for by name). */
bool report_shows(const struct report_options *options, const struct mp_profile *profile,
		  const struct mp_function *function);

/* report_table.c */
void report_function(struct report_sources *sources, const struct mp_function *function);
/* Column heads and cells, shared with the lists. A null figure list leaves the cells blank. */
void report_head(const struct report_options *options, const char *first, const char *last);
void report_cells(const struct report_options *options, const struct mp_figures *figures,
		  int64_t most);

/* report_lists.c */
void report_summary(struct report_sources *sources, size_t most);
void report_top(struct report_sources *sources);
void report_threads(struct report_sources *sources);
void report_footer(struct report_sources *sources, FILE *out);

/* report_machine.c */
void report_json(struct report_sources *sources, size_t profiles, size_t index);
void report_csv(struct report_sources *sources, size_t profiles, size_t index);

#endif
