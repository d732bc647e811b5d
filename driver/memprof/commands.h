/* commands.h - the subcommands of memprof: one line each, in the order of the help.
 *
 * COMMAND(name, function, help). The function gets argv from its own name on (argv[0] is the
 * subcommand) and returns the exit status: 0, 1 user's mistake or a failed check, 2 ours.
 */
#ifndef MEMPROF_COMMANDS_H
#define MEMPROF_COMMANDS_H

/* clang-format off */
#define MEMPROF_COMMAND_LIST(COMMAND) \
	COMMAND(report, cmd_report, "show a profile line by line") \
	COMMAND(check, cmd_check, "hold a run to its memory budgets") \
	COMMAND(baseline, cmd_baseline, "record a good run to hold later ones against") \
	COMMAND(diff, cmd_diff, "show what changed between two runs") \
	COMMAND(merge, cmd_merge, "add up profiles of one program") \
	COMMAND(exec, cmd_exec, "run a plain program that uses instrumented libraries") \
	COMMAND(run, cmd_run, "run a program and sample its memory over time") \
	COMMAND(attach, cmd_attach, "sample a process that runs already") \
	COMMAND(plot, cmd_plot, "show timelines as picture, page or in the terminal") \
	COMMAND(peak, cmd_peak, "print the largest memory of timelines") \
	COMMAND(list, cmd_list, "list the timelines of this directory") \
	COMMAND(rm, cmd_rm, "remove timelines") \
	COMMAND(clean, cmd_clean, "remove all timelines of this directory") \
	COMMAND(stat, cmd_stat, "run a program and print its peak")
/* clang-format on */

#define MEMPROF_DECLARE(name, function, help) int function(int argc, char **argv);
MEMPROF_COMMAND_LIST(MEMPROF_DECLARE)
#undef MEMPROF_DECLARE

#endif
