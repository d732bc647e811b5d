/* command_line.h - the options of a subcommand as a table, and what it says when they are wrong.
 *
 *   static const struct mp_option table[] = {
 *           {"output", 'o', MP_OPTION_TEXT, offsetof(struct options, output), NULL},
 *           {NULL, 0, 0, 0, NULL},
 *   };
 */
#ifndef MEMPROF_COMMAND_LINE_H
#define MEMPROF_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* Values of an option that may be given several times; null-terminated once there is one. */
struct mp_list {
	const char **items;
	size_t count, room;
};
void mp_list_add(struct mp_list *list, const char *item);

enum mp_option_kind {
	MP_OPTION_FLAG,  /* bool: set */
	MP_OPTION_TEXT,  /* const char *: the last one */
	MP_OPTION_LIST,  /* struct mp_list */
	MP_OPTION_VALUE, /* take(options, value) */
	MP_OPTION_PLAIN, /* take(options, null): without a value */
};

struct mp_option {
	const char *name; /* --name; null ends the table */
	char letter;      /* -x, or 0 */
	enum mp_option_kind kind;
	size_t field; /* offset in the options */
	void (*take)(void *options, const char *value);
};

struct mp_command {
	const char *name; /* "check" */
	const char *help; /* for --help and -h, which need not stand in the table */
	const struct mp_option *table;
	int wrong; /* the exit status of a wrong command line */
};

/* Fills in *options, and makes *argc and *argv the words that are no options. False: the help was
 * asked for, and printed. */
bool mp_command_line(const struct mp_command *command, void *options, int *argc, char ***argv);

/* The only word, or the newest *.memprof here: to be freed. Ends the program if there is neither.
 */
char *mp_profile_argument(const struct mp_command *command, int argc, char **argv);

#endif
