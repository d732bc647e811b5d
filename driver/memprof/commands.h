/* commands.h - the subcommands of memprof: one line each, in the order of the help.
 *
 * COMMAND(name, function, help). The function gets argv from its own name on (argv[0] is the
 * subcommand) and returns the exit status: 0, 1 user's mistake or a failed check, 2 ours.
 */
#ifndef MEMPROF_COMMANDS_H
#define MEMPROF_COMMANDS_H

/* clang-format off */
#define MEMPROF_COMMAND_LIST(COMMAND) \
	COMMAND(report, cmd_report, "show a profile line by line")
/* clang-format on */

#define MEMPROF_DECLARE(name, function, help) int function(int argc, char **argv);
MEMPROF_COMMAND_LIST(MEMPROF_DECLARE)
#undef MEMPROF_DECLARE

#endif
