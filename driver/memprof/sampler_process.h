/* sampler_process.h - the memory of processes as the kernel tells it: one process, or a process
 * and all its descendants. Reads only; what has gone is not an error. */
#ifndef MEMPROF_SAMPLER_PROCESS_H
#define MEMPROF_SAMPLER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum sampler_backend { SAMPLER_RSS, SAMPLER_PSS, SAMPLER_USS, SAMPLER_HEAP };

bool sampler_backend_parse(const char *name, enum sampler_backend *backend);
const char *sampler_backend_name(enum sampler_backend backend);

struct sampler_process {
	pid_t pid;
	uint64_t start_ticks; /* tells a reused pid */
	enum sampler_backend backend;
	int fd;        /* statm or smaps_rollup, kept open: opening costs five readings */
	int status_fd; /* for the high-water mark, -1: not open */
	double mib;    /* newest reading */
	bool alive;    /* at the newest reading */
};

/* False: there is no such process, or (pss, uss) it is not ours to read; errno says. */
bool sampler_process_open(struct sampler_process *process, pid_t pid, enum sampler_backend backend);
void sampler_process_close(struct sampler_process *process);
/* Updates mib and alive; returns alive. A zombie is not alive. */
bool sampler_process_read(struct sampler_process *process);
/* The kernel's high-water mark of the resident size, in MiB; 0: unknown. */
double sampler_process_high(struct sampler_process *process);
/* Field 22 of /proc/PID/stat and the parent; false: gone. */
bool sampler_process_stat(pid_t pid, pid_t *parent, uint64_t *start_ticks);

/* All descendants of a process, those whose parents have ended since included. */
struct sampler_family {
	struct sampler_process *members;
	size_t count, room;
	double next_scan; /* monotonic seconds */
};
/* Reads all; looks for new ones if that is affordable (a scan of /proc), `now` is monotonic. */
void sampler_family_read(struct sampler_family *family, pid_t parent, enum sampler_backend backend,
			 double now);
void sampler_family_close(struct sampler_family *family);

double sampler_monotonic(void);
double sampler_cpu(void); /* of this thread */

#endif
