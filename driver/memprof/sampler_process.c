/* sampler_process.c - one process: statm (1 us, whatever its size) for rss, smaps_rollup (40 us
 * to 12 ms, grows with the size) for pss and uss; the caller bounds the share of time. */
#include "sampler_process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const names[] = {"rss", "pss", "uss", "heap"};

bool sampler_backend_parse(const char *name, enum sampler_backend *backend)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i])) {
			*backend = (enum sampler_backend)i;
			return true;
		}
	/* mprof's names for the same */
	if (!strcmp(name, "psutil") || !strcmp(name, "posix"))
		*backend = SAMPLER_RSS;
	else if (!strcmp(name, "psutil_pss"))
		*backend = SAMPLER_PSS;
	else if (!strcmp(name, "psutil_uss"))
		*backend = SAMPLER_USS;
	else
		return false;
	return true;
}

const char *sampler_backend_name(enum sampler_backend backend)
{
	return names[backend];
}

static double seconds(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double sampler_monotonic(void)
{
	return seconds(CLOCK_MONOTONIC);
}

double sampler_cpu(void)
{
	return seconds(CLOCK_THREAD_CPUTIME_ID);
}

static int open_proc(pid_t pid, const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

bool sampler_process_stat(pid_t pid, pid_t *parent, uint64_t *start_ticks)
{
	char text[1024];
	int fd = open_proc(pid, "stat");
	if (fd < 0)
		return false;
	ssize_t size = read(fd, text, sizeof text - 1);
	close(fd);
	if (size <= 0)
		return false;
	text[size] = '\0';
	/* The name stands in parentheses and may hold anything; the last one closes it. */
	char *cursor = strrchr(text, ')');
	if (!cursor)
		return false;
	long parent_pid;
	unsigned long long ticks;
	if (sscanf(cursor + 1,
		   " %*c %ld %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
		   "%llu",
		   &parent_pid, &ticks) != 2)
		return false;
	*parent = (pid_t)parent_pid;
	*start_ticks = ticks;
	return true;
}

static bool is_rollup(enum sampler_backend backend)
{
	return backend == SAMPLER_PSS || backend == SAMPLER_USS;
}

static const char *source(enum sampler_backend backend)
{
	return is_rollup(backend) ? "smaps_rollup" : "statm";
}

bool sampler_process_open(struct sampler_process *process, pid_t pid, enum sampler_backend backend)
{
	pid_t parent;
	*process = (struct sampler_process){.pid = pid, .backend = backend, .status_fd = -1};
	process->fd = open_proc(pid, source(backend));
	if (process->fd < 0)
		return false;
	if (!sampler_process_stat(pid, &parent, &process->start_ticks)) {
		close(process->fd);
		errno = ESRCH;
		return false;
	}
	process->alive = true;
	return true;
}

void sampler_process_close(struct sampler_process *process)
{
	if (process->fd >= 0)
		close(process->fd);
	if (process->status_fd >= 0)
		close(process->status_fd);
	process->fd = process->status_fd = -1;
}

/* Sum of the lines of smaps_rollup that belong to the metric, in bytes; -1: none found. */
static double rollup(const char *text, enum sampler_backend backend)
{
	static const char *const pss[] = {"\nPss:", NULL};
	static const char *const uss[] = {
		"\nPrivate_Clean:", "\nPrivate_Dirty:", "\nPrivate_Hugetlb:", NULL};
	double sum = 0;
	bool any = false;
	for (const char *const *key = backend == SAMPLER_PSS ? pss : uss; *key; key++) {
		const char *at = strstr(text, *key);
		if (at) {
			sum += strtod(at + strlen(*key), NULL) * 1024;
			any = true;
		}
	}
	return any ? sum : -1;
}

static double parse(const char *text, enum sampler_backend backend)
{
	if (is_rollup(backend))
		return rollup(text, backend);
	const char *second = strchr(text, ' ');
	return second ? strtod(second, NULL) * (double)sysconf(_SC_PAGESIZE) : -1;
}

bool sampler_process_read(struct sampler_process *process)
{
	char text[4096];
	for (int attempt = 0; attempt < 2; attempt++) {
		ssize_t size = pread(process->fd, text, sizeof text - 1, 0);
		if (size > 0) {
			text[size] = '\0';
			double bytes = parse(text, process->backend);
			if (bytes > 0) {
				process->mib = bytes / (1024 * 1024);
				return process->alive = true;
			}
		}
		/* smaps_rollup belongs to one address space: exec makes a new one. */
		if (!is_rollup(process->backend))
			break;
		int fd = open_proc(process->pid, source(process->backend));
		if (fd < 0)
			break;
		close(process->fd);
		process->fd = fd;
	}
	return process->alive = false;
}

double sampler_process_high(struct sampler_process *process)
{
	char text[4096];
	if (process->status_fd < 0)
		process->status_fd = open_proc(process->pid, "status");
	ssize_t size =
		process->status_fd < 0 ? -1 : pread(process->status_fd, text, sizeof text - 1, 0);
	if (size <= 0)
		return 0;
	text[size] = '\0';
	const char *at = strstr(text, "\nVmHWM:");
	return at ? strtod(at + 7, NULL) / 1024 : 0;
}
