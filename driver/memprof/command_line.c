/* command_line.c - see command_line.h. */
#include "command_line.h"

#include <getopt.h>
#include <stdlib.h>
#include "common.h"
#include "profile_model.h"

#define FIRST 256 /* of the numbers that getopt knows the options of a table by */

void mp_list_add(struct mp_list *list, const char *item)
{
	*MP_PUSH(list->items, list->count, list->room) = item;
	/* Keep it terminated. */
	(void)MP_PUSH(list->items, list->count, list->room);
	list->count--;
}

static bool has_value(const struct mp_option *option)
{
	return option->kind != MP_OPTION_FLAG && option->kind != MP_OPTION_PLAIN;
}

static void set(const struct mp_option *option, void *options, const char *value)
{
	void *field = (char *)options + option->field;
	switch (option->kind) {
	case MP_OPTION_FLAG:
		*(bool *)field = true;
		break;
	case MP_OPTION_TEXT:
		*(const char **)field = value;
		break;
	case MP_OPTION_LIST:
		mp_list_add(field, value);
		break;
	case MP_OPTION_VALUE:
	case MP_OPTION_PLAIN:
		option->take(options, value);
		break;
	}
}

/* What getopt wants to know; "h" is every command's. */
struct known {
	struct option *names;
	struct mp_text letters;
};

static void describe(struct known *known, const struct mp_option *table)
{
	size_t count = 0;
	while (table[count].name)
		count++;
	known->names = mp_zalloc(count + 2, sizeof *known->names);
	mp_text_puts(&known->letters, ":h");
	for (size_t i = 0; i < count; i++) {
		bool value = has_value(&table[i]);
		known->names[i] =
			(struct option){table[i].name, value ? required_argument : no_argument,
					NULL, FIRST + (int)i};
		if (table[i].letter)
			mp_text_printf(&known->letters, "%c%s", table[i].letter, value ? ":" : "");
	}
	known->names[count] = (struct option){"help", no_argument, NULL, 'h'};
}

static const struct mp_option *option_of(const struct mp_option *table, int number)
{
	if (number >= FIRST)
		return &table[number - FIRST];
	while (table->letter != number)
		table++;
	return table;
}

/* False: the help is wanted. */
static bool take_all(const struct mp_command *command, const struct known *known, void *options,
		     int argc, char **argv)
{
	optind = 1;
	opterr = 0;
	for (;;) {
		int option = getopt_long(argc, argv, known->letters.data, known->names, NULL);
		if (option == -1)
			return true;
		if (option == 'h')
			return false;
		if (option == ':')
			mp_die(command->wrong, "%s: %s needs a value", command->name,
			       argv[optind - 1]);
		if (option == '?')
			mp_die(command->wrong,
			       "%s: unknown option %s; `memprof %s --help` lists them",
			       command->name, argv[optind - 1], command->name);
		set(option_of(command->table, option), options, optarg);
	}
}

bool mp_command_line(const struct mp_command *command, void *options, int *argc, char ***argv)
{
	struct known known = {0};
	describe(&known, command->table);
	bool on = take_all(command, &known, options, *argc, *argv);
	free(known.names);
	mp_text_free(&known.letters);
	if (!on)
		fputs(command->help, stdout);
	*argc -= optind;
	*argv += optind;
	return on;
}

char *mp_profile_argument(const struct mp_command *command, int argc, char **argv)
{
	if (argc > 1)
		mp_die(command->wrong, "%s: one profile at a time; `memprof merge` adds several up",
		       command->name);
	char *path = argc ? mp_strdup(argv[0]) : mp_newest_profile(".");
	if (!path)
		mp_die(command->wrong,
		       "no *.memprof here; run a program built with `memcc -fmemprof`, or name a "
		       "profile");
	return path;
}
