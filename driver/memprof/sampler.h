/* sampler.h - samples one running process into a .dat file: memory, descendants, exact heap,
 * profiled functions, marks, lines. The caller owns the process and the clock: it calls
 * sampler_tick when sampler_next says so, and sampler_finish when the process has ended.
 *
 * Costs are bounded: the interval is stretched so that samples take SAMPLER_SHARE of one
 * processor at most (pss and uss read for milliseconds), and scans for descendants and snapshots
 * of lines keep to a share of their own. What a sample cannot tell is not repeated on disk: a
 * memory that stays the same is written once in a thousandth of the elapsed time. */
#ifndef MEMPROF_SAMPLER_H
#define MEMPROF_SAMPLER_H

#include <stdbool.h>
#include <sys/types.h>

#include "sampler_blocks.h"
#include "sampler_calls.h"
#include "sampler_counts.h"
#include "sampler_kin.h"
#include "sampler_live.h"
#include "sampler_output.h"
#include "sampler_process.h"

#define SAMPLER_SHARE 0.05

struct sampler_options {
	enum sampler_backend backend;
	double interval, duration; /* seconds; duration 0: until the process ends */
	bool children;             /* MEM is the sum with all descendants */
	bool multiprocess;         /* a CHLD record for each descendant */
	bool quiet;
	bool progress;      /* on a terminal, whoever else writes to it */
	bool attached;      /* the process had a life before */
	const char *output; /* null: mprofile_<now>.dat */
};

struct sampler_value {
	double time; /* seconds since the epoch; 0: none */
	double mib;
	double heap; /* bytes; negative: unknown */
};

struct sampler {
	struct sampler_options options;
	struct sampler_process process;
	struct sampler_family family;
	struct sampler_kin kin; /* backend heap: of the family */
	struct sampler_live live;
	struct sampler_calls calls;
	struct sampler_counts counts;
	struct sampler_blocks blocks;
	struct sampler_output output;
	char *name;        /* of the output file */
	double epoch;      /* what to add to the monotonic clock */
	double started;    /* monotonic, as all below */
	double next;       /* sample */
	double next_find;  /* look for a live profile */
	double next_lines; /* snapshot of the lines */
	double interval;   /* kept; >= options.interval */
	double cost;       /* processor seconds a sample, running mean */
	double high;       /* MiB: largest that was told, HIGH included */
	double heap_high;  /* bytes */
	/* Marks of the kernel and the runtime from before we attached; they say nothing of now. */
	double high_before, heap_before; /* MiB, bytes */
	pid_t snapshot;                  /* child that writes lines, 0: none */
	int snapshot_counts;             /* its file, -1: none */
	struct sampler_value snapshot_value;
	struct sampler_value written, held;
	double peak_mib;
	unsigned long samples;
	bool profile_told; /* of the program that runs now */
	bool profiled;     /* a profile was found at any time */
	bool heap_pending; /* backend heap, and no profile found so far */
};

/* Creates the file and writes its head. False: failed, said already. */
bool sampler_start(struct sampler *sampler, const struct sampler_options *options,
		   char *const *words);
/* Nothing was sampled: removes the file, unless the user named it. */
void sampler_discard(struct sampler *sampler);
/* Begins with this process; false: it cannot be read, errno. */
bool sampler_begin(struct sampler *sampler, pid_t pid);
/* One sample. False: the process has ended. */
bool sampler_tick(struct sampler *sampler);
/* Waited-for child of ours? Then it was a snapshot, and `cpu` is what it cost. */
bool sampler_reaped(struct sampler *sampler, pid_t pid, double cpu);
/* The process has ended, or sampling shall: the rest of what is known. `how` and `number` make
 * the END record; `kernel_high`: MiB, by the kernel's account of the ended child, or 0: used only
 * if the life was too short for samples, as it is the largest of the process and its own children.
 */
void sampler_finish(struct sampler *sampler, const char *how, int number, double kernel_high);

/* sampler_lines.c: writes LINE records of the profile at `path` to `fd`, and how often functions
 * were called to `counts`; in a process of its own. */
pid_t sampler_lines_fork(const char *path, double time, int fd, int counts);

#endif
