/* model_laws.c - see model_laws.h. A finding names the law, the place and both sides. */
#include "model_laws.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "common.h"

void mp_texts_add(struct mp_texts *texts, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *text = mp_vformat(format, arguments);
	va_end(arguments);
	*MP_PUSH(texts->texts, texts->count, texts->room) = mp_arena_strdup(texts->arena, text);
	free(text);
}

const char **mp_texts_list(struct mp_texts *texts, size_t *count)
{
	const char **list = mp_arena_alloc(texts->arena, texts->count, sizeof *list);
	if (texts->count)
		memcpy(list, texts->texts, texts->count * sizeof *list);
	*count = texts->count;
	free(texts->texts);
	return list;
}

static const char *file_of(const struct mp_profile *profile, uint32_t file)
{
	return profile->files[file].path;
}

/* Law 1: no byte is lost between two statements. Of a function that was
 * active twice at a time, an outer statement has what inner ones have as well. */
static void check_conservation(struct mp_texts *findings, const struct mp_profile *profile)
{
	for (size_t i = 0; i < profile->function_count; i++) {
		const struct mp_function *f = &profile->functions[i];
		if (f->sum.increment == f->net_bytes || f->recursive)
			continue;
		mp_texts_add(findings,
			     "conservation: %s:%u: %s: increments of its statements add up to "
			     "%" PRId64 " B, its activations to %" PRId64 " B",
			     file_of(profile, f->file), f->line, f->name, f->sum.increment,
			     f->net_bytes);
	}
}

/* Law 2: what is live is what was allocated and not freed, and what is retained. */
static void check_totals(struct mp_texts *findings, const struct mp_profile *profile)
{
	int64_t net = mp_column_value(&profile->total, MP_NET);
	net = (int64_t)((uint64_t)net + (uint64_t)profile->inherited_bytes); /* may wrap */
	if (net != profile->live_bytes)
		mp_texts_add(findings,
			     "totals: allocated - freed is %" PRId64 " B, live at the end %" PRId64
			     " B",
			     net, profile->live_bytes);
	/* A fork child frees what its parent's lines allocated. */
	if (profile->inherited_bytes == 0 && profile->parent_pid == 0 &&
	    profile->total.retained != profile->live_bytes)
		mp_texts_add(findings,
			     "totals: retained is %" PRId64 " B, live at the end %" PRId64 " B",
			     profile->total.retained, profile->live_bytes);
	if (profile->peak_bytes < profile->live_bytes)
		mp_texts_add(findings, "totals: peak %" PRId64 " B is below live %" PRId64 " B",
			     profile->peak_bytes, profile->live_bytes);
}

static bool at_rest(const struct mp_profile *profile)
{
	return profile->ended != MP_ENDED_RUNNING && profile->ended != MP_ENDED_KILLED;
}

/* A fork child's first activations were called in its parent. */
static bool never_forked(const struct mp_profile *profile)
{
	return at_rest(profile) && profile->parent_pid == 0 && profile->merged == 0;
}

/* A thread's own idea of its live bytes lags only while an event is under way: when another thread
 * ended the process it may have been. */
static bool may_lag(const struct mp_areas *areas, size_t i)
{
	return areas->count > 1 && areas->areas[i].thread->state != 2;
}

static void check_threads(struct mp_texts *findings, const struct mp_profile *profile,
			  const struct mp_areas *areas)
{
	for (size_t i = 0; i < areas->count && at_rest(profile); i++)
		if (areas->areas[i].said != areas->areas[i].live && !may_lag(areas, i))
			mp_texts_add(findings,
				     "totals: thread area %u says %" PRId64
				     " B live, its lines %" PRId64 " B",
				     areas->areas[i].thread->index, areas->areas[i].said,
				     areas->areas[i].live);
	if (areas->bad_stacks + areas->bad_links + areas->lost_points > 0)
		mp_texts_add(findings,
			     "structure: %zu stacks, %zu links and %zu open statements point "
			     "outside of the profile",
			     areas->bad_stacks, areas->bad_links, areas->lost_points);
}

/* Counts are exact up to each thread's last call out of profiled code: of a process that was
 * stopped in between, flow need not add up. */
static void check_flow(struct mp_texts *findings, const struct mp_profile *profile,
		       const struct mp_build *build)
{
	if (build->unsolved)
		mp_texts_add(findings, "flow: %zu functions cannot be solved, %s among them",
			     build->unsolved, build->negative_name);
	if (build->negative && at_rest(profile))
		mp_texts_add(findings, "flow: %zu functions have negative counts, %s among them",
			     build->negative, build->negative_name);
	for (size_t i = 0; i < profile->function_count && never_forked(profile); i++) {
		const struct mp_function *f = &profile->functions[i];
		for (size_t k = 0; k < f->statement_count && f->calls == 0; k++) {
			if (f->statements[k].figures.occurrences == 0)
				continue;
			mp_texts_add(findings, "flow: %s:%u: %s was never called, but line %u ran",
				     file_of(profile, f->file), f->line, f->name,
				     f->statements[k].line);
			break;
		}
	}
}

void mp_check_laws(struct mp_texts *findings, const struct mp_profile *profile,
		   const struct mp_areas *areas, const struct mp_build *build)
{
	if (mp_metric_is_exact(profile->metric))
		check_conservation(findings, profile);
	/* Of a running program, parts were read at different instants. */
	if (mp_metric_is_exact(profile->metric) && profile->ended != MP_ENDED_RUNNING)
		check_totals(findings, profile);
	check_threads(findings, profile, areas);
	if (build->contexts)
		mp_texts_add(findings, "structure: %zu contexts hang on nothing", build->contexts);
	check_flow(findings, profile, build);
}
