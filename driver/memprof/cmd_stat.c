/* cmd_stat.c - memprof stat: runs a program and says its peak in one line, in the manner of
 * time. Nothing is sampled: the kernel and the runtime keep these maxima anyway. */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "commands.h"
#include "common.h"
#include "run_process.h"
#include "sampler_live.h"
#include "sampler_process.h"

static const char help[] =
	"Usage: memprof stat [--] PROGRAM [ARGUMENT...]\n\n"
	"Runs a program and prints on standard error its peak resident size (the largest of it "
	"and\n"
	"of the children it waited for), for a program built with memcc -fmemprof its peak heap\n"
	"and what was left of it, the time it took and how it ended. Exit status: the program's.\n";

static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};

static void wait_for_end(struct run_process *process)
{
	struct rusage usage;
	struct pollfd signals = {.fd = process->signals, .events = POLLIN};
	while (!process->ended) {
		poll(&signals, 1, 1000);
		run_process_take_signals(process);
		while (run_process_reap(process, &usage))
			continue;
	}
}

static void show_heap(pid_t pid)
{
	struct sampler_live live = {.fd = -1};
	int64_t bytes;
	if (!sampler_live_find_ended(&live, pid))
		return;
	if (sampler_live_heap(&live, &bytes))
		fprintf(stderr, ", heap peak %.3f MiB, at the end %.3f MiB",
			(double)live.header.peak / (1024 * 1024), (double)bytes / (1024 * 1024));
	sampler_live_close(&live);
}

static void show(const struct run_process *process, const char *name, double elapsed)
{
	fprintf(stderr, "memprof: %s: peak %.3f MiB rss", name,
		(double)process->usage.ru_maxrss / 1024);
	show_heap(process->pid);
	fprintf(stderr, ", %.3f s", elapsed);
	if (WIFEXITED(process->status))
		fprintf(stderr, ", exit %d\n", WEXITSTATUS(process->status));
	else
		fprintf(stderr, ", signal %d (%s)\n", WTERMSIG(process->status),
			strsignal(WTERMSIG(process->status)));
}

int cmd_stat(int argc, char **argv)
{
	int option, status = 1;
	optind = 0;
	while ((option = getopt_long(argc, argv, "+:h", options, NULL)) != -1) {
		if (option != 'h')
			mp_bad_option("stat", argv, option);
		fputs(help, stdout);
		return 0;
	}
	if (optind == argc)
		mp_die(1, "stat: give a program to run (memprof stat --help)");
	struct run_process process = {0};
	run_process_signals(&process);
	double start = sampler_monotonic();
	if (!run_process_start(&process, argv + optind, &status))
		return status;
	wait_for_end(&process);
	show(&process, argv[optind], sampler_monotonic() - start);
	return run_process_leave(&process);
}
