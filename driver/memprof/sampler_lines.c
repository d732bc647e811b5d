/* sampler_lines.c - which lines hold the memory now: loads the live profile and writes LINE
 * records, and how often functions were called. It runs in a process of its own, so that the next
 * sample need not wait for it, and so that no oddity of a half-written profile can reach the
 * sampler. */
#include "sampler.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "profile_model.h"
#include "sampler_functions.h"

#define LINES_MOST 32

static int by_retained(const void *a, const void *b)
{
	const struct mp_place *const *p = a, *const *q = b;
	int64_t left = (*p)->figures.retained, right = (*q)->figures.retained;
	return (left < right) - (left > right);
}

static void write_place(struct sampler_output *output, const struct mp_profile *profile,
			const struct mp_place *place, double time)
{
	const char *name = place->function < profile->function_count
				   ? profile->functions[place->function].name
				   : "?";
	char *function = mp_strndup(name, strnlen(name, 200));
	sampler_name_clean(function, false);
	sampler_output_add(output, "LINE %.4f %lld %s %s:%u", time,
			   (long long)place->figures.retained, *function ? function : "?",
			   profile->files[place->file].path, place->line);
	free(function);
}

static void write_lines(const char *path, double time, int fd, int counts)
{
	char *error = NULL;
	struct mp_profile *profile = mp_load(path, &(struct mp_load_options){0}, &error);
	if (!profile || !profile->place_count)
		return;
	if (counts >= 0)
		sampler_counts_write(counts, profile);
	const struct mp_place **places = mp_alloc(profile->place_count * sizeof *places);
	size_t count = 0;
	for (size_t i = 0; i < profile->place_count; i++)
		if (profile->places[i].figures.retained > 0)
			places[count++] = &profile->places[i];
	qsort(places, count, sizeof *places, by_retained);
	struct sampler_output output = {.fd = fd, .path = path};
	for (size_t i = 0; i < count && i < LINES_MOST; i++)
		write_place(&output, profile, places[i], time);
	sampler_output_flush(&output);
}

pid_t sampler_lines_fork(const char *path, double time, int fd, int counts)
{
	pid_t pid = fork();
	if (pid == 0) {
		write_lines(path, time, fd, counts);
		_exit(0);
	}
	return pid < 0 ? 0 : pid;
}
