/* check_snapshot.c - takes a snapshot of a profile. */
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"

/* Paths outside the project are those of this machine: their last component has to do. */
static const char *portable_path(struct check *check, const char *path)
{
	const char *inner = check_path_in_root(check, path);
	return *inner == '/' ? mp_path_base(inner) : inner;
}

static uint64_t shape_of(const struct mp_function *function, const struct mp_line *line)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < line->statement_count; i++) {
		const struct mp_statement *s = &function->statements[line->first_statement + i];
		hash = (hash ^ s->kind) * 1099511628211u;
		hash = (hash ^ s->column) * 1099511628211u;
	}
	return hash ? hash : 1;
}

static void take_row(struct check *check, const struct mp_function *function,
		     const struct mp_line *line, struct check_row *row)
{
	const struct check_text *text = check_text_of(check, line->file);
	row->text = budget_source_code(&text->scanned, line->line);
	row->key = budget_hash(row->text);
	row->shape = shape_of(function, line);
	row->line = line->line;
	row->column = function->statements[line->first_statement].column;
	row->file = line->file;
	row->figures = line->figures;
}

static void take_unit(struct check *check, const struct mp_function *function,
		      struct check_unit *unit)
{
	const struct mp_file *file = &check->profile->files[function->file];
	const struct check_text *text = check_text_of(check, function->file);
	unit->name = function->name;
	unit->file = portable_path(check, file->absolute);
	unit->path = text->source.path ? text->source.path : file->absolute;
	unit->line = function->line;
	unit->column = function->column;
	unit->has_text = text->source.path && !text->source.changed;
	unit->figures = function->sum;
	unit->figures.occurrences = function->calls;
	unit->rows = mp_arena_alloc(check->arena, function->line_count, sizeof *unit->rows);
	for (size_t i = 0; i < function->line_count; i++)
		if (function->lines[i].figures.occurrences)
			take_row(check, function, &function->lines[i],
				 &unit->rows[unit->row_count++]);
}

static int compare_units(const void *a, const void *b)
{
	const struct check_unit *x = a, *y = b;
	int order = strcmp(x->file, y->file);
	if (order == 0)
		order = strcmp(x->name, y->name);
	return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

struct check_snapshot *check_snapshot_of(struct check *check)
{
	const struct mp_profile *profile = check->profile;
	struct check_snapshot *snapshot = mp_arena_alloc(check->arena, 1, sizeof *snapshot);
	snapshot->name = profile->path;
	snapshot->metric = mp_metric_name(profile->metric);
	snapshot->program = profile->total;
	snapshot->program.occurrences = 1;
	snapshot->program.increment = profile->live_bytes;
	snapshot->program.peak = profile->peak_bytes;
	snapshot->units =
		mp_arena_alloc(check->arena, profile->function_count, sizeof *snapshot->units);
	for (size_t i = 0; i < profile->function_count; i++)
		if (profile->functions[i].calls)
			take_unit(check, &profile->functions[i],
				  &snapshot->units[snapshot->unit_count++]);
	if (snapshot->unit_count)
		qsort(snapshot->units, snapshot->unit_count, sizeof *snapshot->units,
		      compare_units);
	return snapshot;
}

static const char *unfit_end(struct check *check)
{
	const struct mp_profile *profile = check->profile;
	if (profile->merged || (profile->ended == MP_ENDED_EXIT && profile->status == 0))
		return NULL;
	const char *how = profile->ended == MP_ENDED_EXIT
				  ? mp_arena_format(check->arena, "exit status %d", profile->status)
				  : mp_ended_name(profile->ended);
	return mp_arena_format(check->arena,
			       "%s: the run did not end well (%s); --accept records it anyway",
			       profile->path, how);
}

static const char *unfit_source(struct check *check, uint32_t file)
{
	const struct check_text *text = &check->texts[file];
	const char *path = check_path_here(check, check->profile->files[file].absolute);
	if (text->loaded && !text->source.path)
		return mp_arena_format(check->arena,
				       "%s: not found; lines are recorded by their text: "
				       "--source-dir=DIR says where it is",
				       path);
	if (text->loaded && text->source.changed)
		return mp_arena_format(check->arena,
				       "%s: changed since the build; lines are recorded by their "
				       "text: build and run again",
				       path);
	return NULL;
}

const char *check_unfit(struct check *check, const struct check_snapshot *snapshot, bool accept)
{
	const struct mp_profile *profile = check->profile;
	const char *why = accept ? NULL : unfit_end(check);
	if (!why && !mp_metric_is_exact(profile->metric) && !check->allow_noisy)
		why = mp_arena_format(check->arena,
				      "%s: measured %s, which differs from run to run; "
				      "--allow-noisy records it anyway",
				      profile->path, mp_metric_name(profile->metric));
	for (uint32_t i = 0; i < profile->file_count && !why; i++)
		why = unfit_source(check, i);
	if (!why && snapshot->unit_count == 0)
		why = mp_arena_format(check->arena,
				      "%s: no profiled function was called: there is nothing to "
				      "record",
				      profile->path);
	return why;
}
