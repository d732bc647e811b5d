/* run_process.c - see run_process.h. */
#include "run_process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

static const int passed_on[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCONT};
#define PASSED_ON (sizeof passed_on / sizeof *passed_on)

/* Signals that must not end us, as the program would be left without its exit status: a closed
 * pipe, a limit of file size. SIGCHLD, inherited as ignored, would take the status itself. */
static const struct {
	int number;
	void (*handler)(int);
} changed[] = {{SIGCHLD, SIG_DFL}, {SIGPIPE, SIG_IGN}, {SIGXFSZ, SIG_IGN}};
#define CHANGED (sizeof changed / sizeof *changed)

static sigset_t before;
static struct sigaction actions_before[CHANGED]; /* which the program shall have */

void run_process_signals(struct run_process *process)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < PASSED_ON; i++)
		sigaddset(&set, passed_on[i]);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &before);
	for (size_t i = 0; i < CHANGED; i++)
		sigaction(changed[i].number, &(struct sigaction){.sa_handler = changed[i].handler},
			  &actions_before[i]);
	process->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (process->signals < 0)
		mp_die(2, "signalfd: %s", strerror(errno));
}

static void become(char **words, int report)
{
	for (size_t i = 0; i < CHANGED; i++)
		sigaction(changed[i].number, &actions_before[i], NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	execvp(words[0], words);
	int error = errno;
	ssize_t written = write(report, &error, sizeof error);
	_exit(written == sizeof error ? 127 : 126);
}

bool run_process_start(struct run_process *process, char **words, int *exit_status)
{
	int report[2], error = 0;
	if (pipe2(report, O_CLOEXEC) < 0)
		mp_die(2, "pipe: %s", strerror(errno));
	process->pid = fork();
	if (process->pid < 0)
		mp_die(2, "fork: %s", strerror(errno));
	if (process->pid == 0)
		become(words, report[1]);
	close(report[1]);
	ssize_t size;
	do /* ends without data when exec closes the other side */
		size = read(report[0], &error, sizeof error);
	while (size < 0 && errno == EINTR);
	close(report[0]);
	if (size != sizeof error)
		return true;
	waitpid(process->pid, NULL, 0);
	mp_error("cannot run %s: %s", words[0], strerror(error));
	*exit_status = error == ENOENT ? 127 : 126;
	return false;
}

int run_process_take_signals(struct run_process *process)
{
	struct signalfd_siginfo info;
	int last = 0;
	while (read(process->signals, &info, sizeof info) == sizeof info) {
		int number = (int)info.ssi_signo;
		if (number == SIGCHLD)
			continue;
		if (info.ssi_code <= 0 && process->pid && !process->ended)
			kill(process->pid, number);
		if (number != SIGCONT && number != SIGUSR1 && number != SIGUSR2)
			last = number;
	}
	return last;
}

pid_t run_process_reap(struct run_process *process, struct rusage *usage)
{
	int status;
	pid_t pid = wait4(-1, &status, WNOHANG, usage);
	if (pid > 0 && pid == process->pid) {
		process->ended = true;
		process->status = status;
		process->usage = *usage;
	}
	return pid > 0 ? pid : 0;
}

int run_process_leave(const struct run_process *process)
{
	if (WIFEXITED(process->status))
		return WEXITSTATUS(process->status);
	int number = WTERMSIG(process->status);
	/* The core, if any, was the program's. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	signal(number, SIG_DFL);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	fflush(NULL);
	kill(getpid(), number);
	return 128 + number;
}
