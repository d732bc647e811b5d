/* main.c - memprof's front door: finds the subcommand in the table and hands over to it. */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "common.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
};

static const struct command commands[] = {
#define ENTRY(name, function, help) {#name, function, help},
	MEMPROF_COMMAND_LIST(ENTRY)
#undef ENTRY
		{NULL, NULL, NULL},
};

static void usage(FILE *out)
{
	fputs("Usage: memprof COMMAND [options]\n\nCommands:\n", out);
	for (const struct command *command = commands; command->name; command++)
		fprintf(out, "  %-10s %s\n", command->name, command->help);
	fputs("\n`memprof COMMAND --help` says more. Build programs with `memcc -fmemprof`.\n",
	      out);
}

static const struct command *find(const char *name)
{
	for (const struct command *command = commands; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

static int help(int argc, char **argv)
{
	if (argc < 3) {
		usage(stdout);
		return 0;
	}
	const struct command *command = find(argv[2]);
	if (!command)
		mp_die(1, "no command '%s'; `memprof --help` lists them", argv[2]);
	char *arguments[] = {argv[2], (char[]){"--help"}, NULL};
	return command->run(2, arguments);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		usage(stderr);
		return 1;
	}
	const char *name = argv[1];
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
		return help(argc, argv);
	if (strcmp(name, "--version") == 0) {
		puts("memprof " MEMPROF_TOOL_VERSION);
		return 0;
	}
	const struct command *command = find(name);
	if (!command)
		mp_die(1, "no command '%s'; `memprof --help` lists them", name);
	return mp_finish(command->run(argc - 1, argv + 1));
}
