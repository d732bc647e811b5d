/* cmd_list.c - memprof list, rm, clean: the timelines of the current directory, by mprof's names
 * and numbers. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "common.h"
#include "timeline.h"

#define COMMAND_SHOWN 60

static const char list_help[] =
	"Usage: memprof list\n\n"
	"The timelines of the current directory (mprofile_<date and time>.dat), oldest first: the\n"
	"number by which other commands know it, file, time, date, command.\n";
static const char rm_help[] = "Usage: memprof rm [--dry-run] FILE|NUMBER...\n\n"
			      "Removes timelines; -1 is the newest (memprof list).\n";
static const char clean_help[] =
	"Usage: memprof clean [--dry-run]\n\n"
	"Removes all timelines of the current directory (mprofile_<date and time>.dat).\n";

/* Only --dry-run and --help; "-1" is an argument. Returns the index of the first argument. */
static int parse(int argc, char **argv, const char *help, bool *dry)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--"))
			return i + 1;
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
			fputs(help, stdout);
			exit(mp_finish(0));
		}
		if (!strcmp(argv[i], "--dry-run"))
			*dry = true;
		else if (!strncmp(argv[i], "--", 2))
			mp_die(1, "%s: no option %s", argv[0], argv[i]);
		else
			return i;
	}
	return argc;
}

/* The CMDLINE of a file if it stands in its first lines, without reading all of it. */
static void show_command(const char *path)
{
	FILE *file = fopen(path, "re");
	char line[4096];
	for (int i = 0; file && i < 8 && fgets(line, sizeof line, file); i++) {
		if (strncmp(line, "CMDLINE ", 8))
			continue;
		char *command = line + 8;
		size_t length = strcspn(command, "\r\n");
		fputs("  ", stdout);
		mp_put_safe(stdout, command, length < COMMAND_SHOWN ? length : COMMAND_SHOWN);
		if (length > COMMAND_SHOWN)
			fputs("...", stdout);
		break;
	}
	if (file)
		fclose(file);
}

int cmd_list(int argc, char **argv)
{
	bool dry = false;
	if (parse(argc, argv, list_help, &dry) < argc)
		mp_die(1, "list: takes no arguments");
	size_t count;
	char **names = timeline_names(&count);
	for (size_t i = 0; i < count; i++) {
		const char *d = names[i] + strlen("mprofile_");
		printf("%zu %s %.2s:%.2s:%.2s %.2s/%.2s/%.4s", i, names[i], d + 8, d + 10, d + 12,
		       d + 6, d + 4, d);
		show_command(names[i]);
		putchar('\n');
	}
	if (!count)
		fputs("memprof: no timelines here (memprof run makes them)\n", stderr);
	timeline_names_free(names, count);
	return 0;
}

static bool remove_one(const char *path, bool dry)
{
	if (dry) {
		printf("would remove %s\n", path);
		return true;
	}
	if (!unlink(path))
		return true;
	mp_error("%s: %s", path, strerror(errno));
	return false;
}

int cmd_rm(int argc, char **argv)
{
	bool dry = false, good = true;
	int first = parse(argc, argv, rm_help, &dry);
	if (first >= argc)
		mp_die(1, "rm: give timelines to remove: files, or numbers of `memprof list`");
	int count = argc - first;
	char **paths = mp_zalloc((size_t)count, sizeof *paths);
	/* All numbers mean the list as it is now, so they are looked up before the first goes. */
	for (int i = 0; i < count; i++)
		good &= (paths[i] = timeline_name_resolve(argv[first + i])) != NULL;
	for (int i = 0; i < count; i++) {
		if (good)
			good = remove_one(paths[i], dry);
		free(paths[i]);
	}
	free(paths);
	return good ? 0 : 1;
}

int cmd_clean(int argc, char **argv)
{
	bool dry = false, good = true;
	if (parse(argc, argv, clean_help, &dry) < argc)
		mp_die(1, "clean: takes no arguments");
	size_t count;
	char **names = timeline_names(&count);
	for (size_t i = 0; i < count; i++)
		good &= remove_one(names[i], dry);
	timeline_names_free(names, count);
	return good ? 0 : 1;
}
