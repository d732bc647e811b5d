/* model.c - loads a profile: opens the file, brings its threads to rest, builds the model. */
#include "profile_model.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common.h"
#include "model_build.h"
#include "model_laws.h"
#include "profile_threads.h"

struct loader {
	const char *path;
	const struct mp_load_options *options;
	struct mp_profile *profile;
	struct mp_arena *arena;
	struct mp_raw raw;
	struct mp_modules modules;
	struct mp_areas areas;
	struct mp_build build;
	struct mp_texts notes;
};

/* ---- who ran --------------------------------------------------------------------------------- */

static void add_meta(struct loader *l, const char *key, const char *value, size_t *room)
{
	struct mp_profile *p = l->profile;
	if (strcmp(key, "argument") == 0)
		*MP_PUSH(p->command, p->command_count, *room) = value;
	else if (strcmp(key, "program") == 0)
		p->program = value;
	else if (strcmp(key, "cwd") == 0)
		p->cwd = value;
	else if (strcmp(key, "host") == 0)
		p->host = value;
	else if (strcmp(key, "option") == 0 || strcmp(key, "options") == 0)
		p->options = value;
	else if (strcmp(key, "merged") == 0)
		p->merged = (uint32_t)strtoul(value, NULL, 10);
}

static void read_meta(struct loader *l)
{
	struct mp_profile *p = l->profile;
	size_t room = 0;
	p->program = p->cwd = p->host = p->options = "";
	for (size_t i = 0; i < l->raw.extent_count; i++) {
		const struct mp_extent *extent = &l->raw.extents[i];
		if (extent->kind != MEMPROF_META)
			continue;
		/* A copy has a zero behind it, so the last string ends too. */
		const char *at = mp_arena_strndup(l->arena, extent->payload, extent->bytes);
		const char *end = at + extent->bytes;
		while (at < end && *at) {
			const char *key = at, *value = at + strlen(at) + 1;
			if (value >= end)
				break;
			add_meta(l, key, value, &room);
			at = value + strlen(value) + 1;
		}
	}
	const char **command = mp_arena_alloc(l->arena, p->command_count, sizeof *command);
	if (p->command_count)
		memcpy(command, p->command, p->command_count * sizeof *command);
	free(p->command);
	p->command = command;
}

/* Field 22 of /proc/PID/stat, and field 3; the name in field 2 may hold anything. */
static bool process_is_alive(uint32_t pid, uint64_t start_ticks)
{
	char path[64], text[2048];
	snprintf(path, sizeof path, "/proc/%u/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	size_t size = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[size] = 0;
	const char *at = strrchr(text, ')');
	if (!at || at[1] != ' ')
		return false;
	char state = at[2];
	at += 2;
	for (int field = 3; field < 22 && at; field++)
		at = strchr(at + 1, ' ');
	return at && strtoull(at, NULL, 10) == start_ticks && state != 'Z' && state != 'X';
}

static bool is_this_host(const char *host)
{
	char name[256] = "";
	return !*host || gethostname(name, sizeof name - 1) != 0 || strcmp(name, host) == 0;
}

static enum mp_ended how_it_ended(const struct loader *l)
{
	const struct memprof_header *header = l->raw.header;
	switch (header->end) {
	case MEMPROF_END_EXIT:
	case MEMPROF_END_QUICK:
		return MP_ENDED_EXIT;
	case MEMPROF_END_EXEC:
		return MP_ENDED_EXEC;
	case MEMPROF_END_ABORT:
		return MP_ENDED_ABORT;
	default:
		return is_this_host(l->profile->host) &&
				       process_is_alive(header->pid, header->start_ticks)
			       ? MP_ENDED_RUNNING
			       : MP_ENDED_KILLED;
	}
}

static void read_header(struct loader *l)
{
	const struct memprof_header *header = l->raw.header;
	struct mp_profile *p = l->profile;
	p->pid = header->pid;
	p->parent_pid = header->parent_pid;
	p->status = header->end_status;
	p->start_ns = header->start_ns;
	p->end_ns = header->end_ns;
	p->metric = (enum memprof_metric)header->metric;
	p->inherited_bytes = header->inherited;
	p->ended = how_it_ended(l);
}

/* ---- marks ----------------------------------------------------------------------------------- */

static int compare_marks(const void *a, const void *b)
{
	uint64_t x = ((const struct mp_mark *)a)->time_ns, y = ((const struct mp_mark *)b)->time_ns;
	return x < y ? -1 : x > y;
}

static void read_marks(struct loader *l)
{
	struct mp_profile *p = l->profile;
	struct mp_mark *marks = NULL;
	size_t count = 0, room = 0;
	for (size_t i = 0; i < l->raw.extent_count; i++) {
		const struct mp_extent *extent = &l->raw.extents[i];
		const struct memprof_mark *raw = (const void *)extent->payload;
		size_t n = extent->kind == MEMPROF_MARKS ? extent->bytes / sizeof *raw : 0;
		for (size_t k = 0; k < n; k++) {
			if (raw[k].time_ns == 0)
				continue;
			*MP_PUSH(marks, count, room) = (struct mp_mark){
				raw[k].time_ns, raw[k].tid, raw[k].memory,
				mp_arena_strndup(l->arena, raw[k].name,
						 strnlen(raw[k].name, sizeof raw[k].name))};
		}
	}
	p->marks = mp_arena_alloc(l->arena, count, sizeof *p->marks);
	if (count) {
		qsort(marks, count, sizeof *marks, compare_marks);
		memcpy(p->marks, marks, count * sizeof *marks);
	}
	p->mark_count = count;
	free(marks);
}

/* ---- figures --------------------------------------------------------------------------------- */

/* Exclusive columns of what no function claimed; `outside` is the usual one. */
static void sum_charges(const struct mp_view *view, struct mp_figures *outside,
			struct mp_figures *total, size_t *unclaimed)
{
	*unclaimed = 0;
	for (size_t i = 0; i < view->charge_count; i++) {
		const struct mp_charge *charge = &view->charges[i];
		struct mp_figures figures = charge->figures;
		figures.increment = figures.mem_usage = figures.peak = 0;
		if (total)
			mp_figures_add(total, &figures);
		if (!charge->claimed)
			mp_figures_add(outside, &figures);
		*unclaimed += charge->site != MEMPROF_SITE_OUTSIDE && !charge->claimed;
	}
}

/* The runtime looks at the sum over all threads now and then only, and after the event: any
 * statement may have seen more. */
static int64_t highest(const struct loader *l, const struct mp_view *view)
{
	int64_t peak = l->raw.header->peak;
	for (size_t i = 0; i < view->charge_count; i++)
		if (view->charges[i].intervals && view->charges[i].figures.mem_usage > peak)
			peak = view->charges[i].figures.mem_usage;
	bool lags = l->areas.count > 1 || l->profile->ended == MP_ENDED_KILLED ||
		    l->profile->ended == MP_ENDED_RUNNING;
	return lags && l->areas.process_live > peak ? l->areas.process_live : peak;
}

static void read_later_calls(struct loader *l)
{
	struct mp_profile *p = l->profile;
	struct mp_view view = {.all = true, .later = true};
	size_t count;
	for (size_t i = 0; i < l->modules.count; i++)
		if (l->modules.modules[i].first_of)
			p->first_calls = l->modules.modules[i].head->first_calls;
	if (p->first_calls == 0)
		return;
	mp_view_collect(&view, &l->raw, &l->modules);
	p->later_functions = mp_build_functions(&l->build, &view, &count);
	p->later_places = mp_merge_places(l->arena, p->later_functions, count, &count);
	mp_view_free(&view);
}

static void read_functions(struct loader *l)
{
	struct mp_profile *p = l->profile;
	struct mp_view view = {.all = true};
	size_t unclaimed;
	mp_view_collect(&view, &l->raw, &l->modules);
	p->functions = mp_build_functions(&l->build, &view, &p->function_count);
	p->places = mp_merge_places(l->arena, p->functions, p->function_count, &p->place_count);
	sum_charges(&view, &p->outside, &p->total, &unclaimed);
	if (unclaimed)
		mp_texts_add(&l->notes,
			     "%zu lines' figures belong to no function that can be read; they are "
			     "counted as outside",
			     unclaimed);
	l->build.contexts = view.damaged;
	if (view.damaged)
		mp_texts_add(&l->notes,
			     "%zu contexts are damaged; some increments lack what callees did",
			     view.damaged);
	p->peak_bytes = highest(l, &view);
	mp_view_free(&view);
	p->live_bytes = l->areas.process_live;
}

static void read_threads(struct loader *l)
{
	struct mp_profile *p = l->profile;
	p->thread_count = l->areas.count;
	p->threads = mp_arena_alloc(l->arena, p->thread_count, sizeof *p->threads);
	for (size_t i = 0; i < p->thread_count; i++) {
		const struct mp_area *area = &l->areas.areas[i];
		struct mp_thread *thread = &p->threads[i];
		thread->index = area->thread->index;
		thread->tid = area->thread->tid;
		thread->threads = area->thread->threads;
		thread->alive = area->thread->state == 1;
		thread->live = area->live;
		thread->high = area->thread->high;
		thread->name =
			mp_arena_strndup(l->arena, area->thread->name,
					 strnlen(area->thread->name, sizeof area->thread->name));
		if (!l->options->threads)
			continue;
		struct mp_view view = {.all = false, .thread = thread->index};
		size_t count;
		mp_view_collect(&view, &l->raw, &l->modules);
		thread->functions = mp_build_functions(&l->build, &view, &count);
		sum_charges(&view, &thread->outside, NULL, &count);
		mp_view_free(&view);
	}
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void note_file(struct loader *l)
{
	struct mp_texts *notes = &l->notes;
	if (l->raw.cut)
		mp_texts_add(notes,
			     "the file was cut: it has %zu of %llu bytes; what is missing is not "
			     "counted",
			     l->raw.size, (unsigned long long)l->raw.header->file_size);
	else if (l->raw.unread && l->profile->ended != MP_ENDED_RUNNING)
		mp_texts_add(notes, "the last %llu bytes of the file cannot be read",
			     (unsigned long long)l->raw.unread);
	if (l->modules.damaged)
		mp_texts_add(notes, "%zu damaged modules are left out", l->modules.damaged);
	if (l->build.damaged)
		mp_texts_add(notes, "%zu functions are left out: their records are damaged (%s)",
			     l->build.damaged, l->build.why);
	if (l->build.negative + l->build.unsolved)
		mp_texts_add(notes,
			     "counts of %zu functions are not exact, %s among them: it was stopped "
			     "between two calls",
			     l->build.negative + l->build.unsolved, l->build.negative_name);
	if (l->areas.bad_stacks + l->areas.bad_links + l->areas.lost_points)
		mp_texts_add(notes, "some open statements could not be closed: their threads' "
				    "records are damaged");
}

/* Metrics that the kernel keeps are read at boundaries, and only this mode stops at them. */
static void note_metric(struct loader *l)
{
	if (!mp_metric_is_exact(l->profile->metric) && l->build.inlined)
		mp_texts_add(&l->notes,
			     "%zu functions were built without -fmemprof-mode=calls; their lines "
			     "show no %s",
			     l->build.inlined, mp_metric_name(l->profile->metric));
}

static void note_losses(struct loader *l)
{
	const struct memprof_header *header = l->raw.header;
	const struct {
		uint64_t count;
		const char *text;
	} losses[] = {
		{header->foreign_frees,
		 "blocks freed that were allocated before or behind the profiler"},
		{header->reentered,
		 "events of signal handlers within the bookkeeping, not charged to a line"},
		{header->lost_areas, "threads not profiled for lack of space"},
		{header->lost_slots,
		 "statements without room in the file: charged to no line or to fewer lines"},
	};
	for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++)
		if (losses[i].count)
			mp_texts_add(&l->notes, "%s: %llu", losses[i].text,
				     (unsigned long long)losses[i].count);
	if (header->stopped_ns)
		mp_texts_add(&l->notes,
			     "the profile stops %.3f s after the start, before the program did: "
			     "its disk was full",
			     (double)(int64_t)(header->stopped_ns - header->start_ns) / 1e9);
	if (header->flags & MEMPROF_FLAG_NOTHING)
		mp_texts_add(&l->notes, "no function of the program was chosen to be profiled");
}

/* ---- the whole ------------------------------------------------------------------------------- */

static struct mp_profile *build(struct loader *l)
{
	struct mp_profile *p = l->profile = mp_arena_alloc(l->arena, 1, sizeof *p);
	p->arena = l->arena;
	p->path = mp_arena_strdup(l->arena, l->path);
	l->notes.arena = l->arena;
	mp_modules_find(&l->modules, &l->raw);
	mp_areas_settle(&l->areas, &l->raw, &l->modules);
	l->build = (struct mp_build){
		.arena = l->arena,
		.files = mp_files_new(l->arena),
		.modules = &l->modules,
	};
	read_meta(l);
	read_header(l);
	read_marks(l);
	read_later_calls(l);
	read_functions(l);
	note_file(l);
	note_metric(l);
	note_losses(l);
	p->files = mp_files_list(l->build.files, &p->file_count);
	if (l->options->verify) {
		struct mp_texts findings = {.arena = l->arena};
		mp_check_laws(&findings, p, &l->areas, &l->build);
		p->findings = mp_texts_list(&findings, &p->finding_count);
	}
	read_threads(l);
	p->notes = mp_texts_list(&l->notes, &p->note_count);
	mp_files_free(l->build.files);
	mp_areas_free(&l->areas);
	mp_modules_free(&l->modules);
	return p;
}

struct mp_profile *mp_load_bytes(const char *name, char *bytes, size_t size,
				 const struct mp_load_options *options, char **error)
{
	struct loader l = {.path = name, .options = options};
	*error = mp_raw_read(&l.raw, bytes, size, name);
	struct mp_profile *profile = NULL;
	if (!*error) {
		l.arena = mp_arena_new();
		profile = build(&l);
	}
	l.raw.base = NULL; /* the caller's */
	mp_raw_close(&l.raw);
	return profile;
}

struct mp_profile *mp_load(const char *path, const struct mp_load_options *options, char **error)
{
	struct loader l = {.path = path, .options = options};
	*error = mp_raw_open(&l.raw, path);
	if (*error)
		return NULL;
	l.arena = mp_arena_new();
	struct mp_profile *profile = build(&l);
	mp_raw_close(&l.raw);
	return profile;
}

void mp_free(struct mp_profile *profile)
{
	if (profile)
		mp_arena_free(profile->arena);
}
