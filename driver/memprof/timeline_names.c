/* timeline_names.c - the files of a directory by mprof's naming: mprofile_<14 digits>.dat, so
 * that `list`, `rm`, `clean` and `plot` of both tools see the same files under the same numbers. */
#include "timeline.h"
#include "common.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "mprofile_"
#define DIGITS 14

bool timeline_name_is_ours(const char *name)
{
	if (strncmp(name, PREFIX, strlen(PREFIX)))
		return false;
	name += strlen(PREFIX);
	for (int i = 0; i < DIGITS; i++)
		if (!isdigit((unsigned char)name[i]))
			return false;
	return !strcmp(name + DIGITS, ".dat");
}

int timeline_name_create(char name[32])
{
	time_t when = time(NULL);
	for (int attempt = 0; attempt < 100; attempt++, when++) {
		struct tm local;
		localtime_r(&when, &local);
		strftime(name, 32, PREFIX "%Y%m%d%H%M%S.dat", &local);
		int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

static int is_ours(const struct dirent *entry)
{
	return timeline_name_is_ours(entry->d_name);
}

char **timeline_names(size_t *count)
{
	struct dirent **entries;
	int found = scandir(".", &entries, is_ours, alphasort);
	*count = 0;
	if (found < 0)
		return NULL;
	char **names = mp_zalloc((size_t)found + 1, sizeof *names);
	for (int i = 0; i < found; i++) {
		names[(*count)++] = mp_strdup(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return names;
}

void timeline_names_free(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

static bool is_negative(const char *text)
{
	return *text == '-' && text[1] && text[1 + strspn(text + 1, "0123456789")] == '\0';
}

char **timeline_arguments(int *argc, char **argv)
{
	char **result = mp_zalloc((size_t)*argc + 2, sizeof *result);
	int count = 0;
	bool any = false;
	for (int i = 0; i < *argc; i++) {
		if (!strcmp(argv[i], "--")) {
			memcpy(result, argv, (size_t)*argc * sizeof *argv);
			return result;
		}
		if (!is_negative(argv[i]))
			result[count++] = argv[i];
		else
			any = true;
	}
	if (any)
		result[count++] = (char *)"--";
	for (int i = 0; i < *argc; i++)
		if (is_negative(argv[i]))
			result[count++] = argv[i];
	*argc = count;
	return result;
}

char *timeline_name_resolve(const char *text)
{
	char *end;
	if (!access(text, F_OK))
		return mp_strdup(text);
	errno = 0;
	long index = strtol(text, &end, 10);
	if (end == text || *end || errno) {
		mp_error("%s: no such file, nor a number that `memprof list` shows", text);
		return NULL;
	}
	size_t count;
	char **names = timeline_names(&count);
	if (index < 0)
		index += (long)count;
	char *result = index >= 0 && (size_t)index < count ? mp_strdup(names[index]) : NULL;
	if (!result && !count)
		mp_error("no timelines here: `memprof run` makes them");
	else if (!result)
		mp_error("no timeline number %s: `memprof list` shows %zu here", text, count);
	timeline_names_free(names, count);
	return result;
}
