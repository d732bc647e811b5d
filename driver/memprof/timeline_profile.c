/* timeline_profile.c - the timeline of the same run as a line profile, if it lies in the current
 * directory: `memprof report` then says what the curve was, too. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "reading.h"

#define LINES_MOST 5
#define HEAD_LINES 40 /* PROFILE stands among the first records */

static bool is_of(const char *path, const char *profile)
{
	char line[PATH_MAX + 16];
	bool found = false;
	FILE *file = fopen(path, "re");
	for (int i = 0; file && !found && i < HEAD_LINES && fgets(line, sizeof line, file); i++) {
		line[strcspn(line, "\n")] = '\0';
		found = !strncmp(line, "PROFILE ", 8) && !strcmp(line + 8, profile);
	}
	if (file)
		fclose(file);
	return found;
}

/* The reading, and the lines that grow with a staircase. */
static char *say(const struct reading *reading, const struct timeline *t, const char *name)
{
	struct reading_line lines[LINES_MOST];
	struct mp_text text = {0};
	char *words = reading_text(reading);
	size_t count = reading_lines(reading, t, lines, LINES_MOST);
	mp_text_printf(&text, "%s (%s)", words, name);
	for (size_t i = 0; i < count; i++)
		mp_text_printf(&text, "\n         %s: %s (%s) retains from %.3f to %.3f MiB",
			       i ? "and" : "grows with it", lines[i].place, lines[i].function,
			       lines[i].first / TIMELINE_MIB, lines[i].last / TIMELINE_MIB);
	free(words);
	return text.data;
}

char *reading_of_profile(const char *profile)
{
	char *path = realpath(profile, NULL), *text = NULL;
	size_t count;
	char **names = timeline_names(&count);
	for (size_t i = count; path && i > 0 && !text; i--) {
		const char *reason;
		struct timeline *t =
			is_of(names[i - 1], path) ? timeline_read(names[i - 1], &reason) : NULL;
		if (!t)
			continue;
		struct reading reading;
		reading_of_timeline(&reading, t);
		text = say(&reading, t, names[i - 1]);
		timeline_free(t);
	}
	timeline_names_free(names, count);
	free(path);
	return text;
}
