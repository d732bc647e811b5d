/* report_sources.c - the source text beside the figures, and which functions are chosen. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include "report.h"

void report_sources_init(struct report_sources *s, const struct report_options *options,
			 const struct mp_profile *profile)
{
	*s = (struct report_sources){.options = options, .profile = profile};
	s->sources = mp_zalloc(profile->file_count, sizeof *s->sources);
	s->loaded = mp_zalloc(profile->file_count, 1);
}

const struct mp_source *report_source(struct report_sources *s, uint32_t file)
{
	struct mp_source *source = &s->sources[file];
	if (s->loaded[file] || s->options->no_source)
		return source;
	s->loaded[file] = 1;
	const struct mp_file *wanted = &s->profile->files[file];
	mp_source_load(source, wanted, (const char *const *)s->options->source_dirs);
	if (!source->path)
		*MP_PUSH(s->notes, s->note_count, s->note_room) =
			mp_format("%s was not found; --source-dir=DIR says where the sources are",
				  wanted->absolute);
	else if (source->changed)
		*MP_PUSH(s->notes, s->note_count, s->note_room) = mp_format(
			"%s: source changed since the build; its text may stand beside figures of "
			"other lines",
			source->path);
	return source;
}

void report_sources_free(struct report_sources *s)
{
	for (size_t i = 0; i < s->profile->file_count; i++)
		mp_source_free(&s->sources[i]);
	for (size_t i = 0; i < s->note_count; i++)
		free((char *)(uintptr_t)s->notes[i]);
	free(s->notes);
	free(s->sources);
	free(s->loaded);
}

static bool matches(const char **globs, const char *text)
{
	for (; *globs; globs++)
		if (fnmatch(*globs, text, 0) == 0)
			return true;
	return false;
}

bool report_wants(const struct report_options *options, const struct mp_profile *profile,
		  const struct mp_function *function)
{
	const struct mp_file *file = &profile->files[function->file];
	if (options->function_globs && !matches(options->function_globs, function->name) &&
	    !matches(options->function_globs, function->symbol))
		return false;
	return !options->file_globs || matches(options->file_globs, file->path) ||
	       matches(options->file_globs, file->absolute) ||
	       matches(options->file_globs, mp_path_base(file->path));
}

static bool grows(const struct mp_function *function)
{
	for (size_t i = 0; i < function->line_count; i++)
		if (function->lines[i].figures.increment > 0)
			return true;
	return false;
}

bool report_shows(const struct report_options *options, const struct mp_profile *profile,
		  const struct mp_function *function)
{
	if (options->only_increments && !grows(function))
		return false;
	return (function->ran || options->function_globs) &&
	       report_wants(options, profile, function);
}
