/* run_process.h - runs a program as if memprof were not there: same terminal, same process group,
 * same signals, same exit status; and if memprof is killed the program goes on. */
#ifndef MEMPROF_RUN_PROCESS_H
#define MEMPROF_RUN_PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>

struct run_process {
	pid_t pid;
	int signals; /* signalfd of everything we act on or pass on */
	bool ended;
	int status; /* as wait says */
	struct rusage usage;
};

/* Blocks the signals that are taken from `signals`; to be called before run_process_start. */
void run_process_signals(struct run_process *process);
/* Returns when the program's exec is done. False: said already; *exit_status is 126 or 127. */
bool run_process_start(struct run_process *process, char **words, int *exit_status);
/* Takes the pending signals: passes on what another process sent to us. What the terminal sent,
 * the program has got as well. Returns one of SIGINT, SIGTERM, ... if there was one, else 0. */
int run_process_take_signals(struct run_process *process);
/* Next child that has ended, 0: none. If it is the program, notes its end. */
pid_t run_process_reap(struct run_process *process, struct rusage *usage);
/* Ends memprof as the program ended: the same status, or the same signal. */
int run_process_leave(const struct run_process *process);

#endif
