/* sampler_counts.c - see sampler_counts.h. */
#include "sampler_counts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sampler_functions.h"

#define WORKERS_MOST 64 /* those that allocated most */

int sampler_counts_file(void)
{
	return memfd_create("counts", MFD_CLOEXEC);
}

/* ---- the snapshot's side ------------------------------------------------------------------ */

static int by_allocated(const void *a, const void *b)
{
	const struct mp_function *const *p = a, *const *q = b;
	uint64_t left = (*p)->sum.allocated, right = (*q)->sum.allocated;
	return (left < right) - (left > right);
}

static void write_function(struct sampler_output *output, const struct mp_profile *profile,
			   const struct mp_function *f)
{
	char *name = sampler_function_name(f->name, profile->files[f->file].path);
	sampler_output_add(output, "%" PRIu64 " %s", f->calls, name);
	free(name);
}

void sampler_counts_write(int fd, const struct mp_profile *profile)
{
	struct sampler_output output = {.fd = fd, .path = "counts"};
	size_t n = profile->function_count, count = 0;
	const struct mp_function **order = mp_alloc((n + 1) * sizeof *order);
	for (size_t i = 0; i < n; i++)
		if (profile->functions[i].calls)
			order[count++] = &profile->functions[i];
	qsort(order, count, sizeof *order, by_allocated);
	for (size_t i = 0; i < count && i < WORKERS_MOST; i++)
		write_function(&output, profile, order[i]);
	sampler_output_flush(&output);
	mp_text_free(&output.pending);
	free(order);
}

/* ---- the sampler's side ------------------------------------------------------------------- */

static struct sampler_worker *find(struct sampler_counts *counts, const char *name)
{
	for (size_t i = 0; i < counts->count; i++)
		if (!strcmp(counts->workers[i].name, name))
			return &counts->workers[i];
	struct sampler_worker *new = MP_PUSH(counts->workers, counts->count, counts->room);
	new->name = mp_strdup(name);
	return new;
}

static void finish(struct sampler_worker *w, const struct sampler_calls *calls,
		   struct sampler_output *output)
{
	if (w->in > 0)
		sampler_output_add(output, "FUNC %s %.4f %.4f %.4f %.4f %d", w->name, w->mib_in,
				   w->in, w->mib_out, w->out,
				   calls->levels + (int)((w->row - 1) % SAMPLER_COUNTS_LEVELS));
	w->in = 0;
}

static void take_one(struct sampler_counts *counts, const char *name, uint64_t calls_now,
		     const struct sampler_calls *calls, double time, double mib)
{
	struct sampler_worker *w = find(counts, name);
	bool grew = calls_now > w->calls && counts->time > 0;
	w->calls = calls_now;
	if (!grew || (w->in <= 0 && sampler_calls_followed(calls, name, counts->time)))
		return;
	if (!w->row)
		w->row = ++counts->rows;
	if (w->in <= 0) {
		w->in = counts->time;
		w->mib_in = counts->mib;
	}
	w->out = time;
	w->mib_out = mib;
}

void sampler_counts_take(struct sampler_counts *counts, int fd, const struct sampler_calls *calls,
			 double time, double mib, struct sampler_output *output)
{
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	char line[1024];
	bool any = false;
	if (!file) {
		if (fd >= 0)
			close(fd);
		return;
	}
	rewind(file);
	while (fgets(line, sizeof line, file)) {
		char *end;
		uint64_t calls_now = strtoull(line, &end, 10);
		line[strcspn(line, "\n")] = '\0';
		if (end == line || *end != ' ' || !end[1])
			continue;
		take_one(counts, end + 1, calls_now, calls, time, mib);
		any = true;
	}
	fclose(file);
	if (!any) /* the snapshot failed: the next one tells of both times */
		return;
	for (size_t i = 0; i < counts->count; i++)
		if (counts->workers[i].out < time)
			finish(&counts->workers[i], calls, output);
	counts->time = time;
	counts->mib = mib;
}

void sampler_counts_close(struct sampler_counts *counts, const struct sampler_calls *calls,
			  struct sampler_output *output)
{
	for (size_t i = 0; i < counts->count; i++) {
		finish(&counts->workers[i], calls, output);
		free(counts->workers[i].name);
	}
	free(counts->workers);
	*counts = (struct sampler_counts){0};
}
