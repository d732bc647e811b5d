/* harness.h - runs a program made with by_hand.h and reads the profile that it left.
 *
 * Each test_*.c is compiled twice: with PROGRAM defined it is the measured program (linked with a
 * runtime, no test library), without it is the cmocka test that runs the other and checks its
 * claims. The reader here is written from profile.h alone and shares nothing with memprof's.
 */
#ifndef HARNESS_H
#define HARNESS_H
#ifndef PROGRAM
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <signal.h>
#include <sys/wait.h>
#include "profile.h"

struct figures {
	int64_t occurrences; /* counter of the statement, or of the calls */
	int64_t abandoned;   /* all variants */
	int64_t allocs, allocated, frees, freed, retained;
	int64_t increment, peak, mem_max, intervals;
};

struct profile {
	char *bytes;
	size_t size;
	struct memprof_header *header;
};

struct run {
	int status; /* of waitpid */
	pid_t pid;
	char output[65536]; /* what the program wrote, stdout and stderr */
	char folder[256];
	int count; /* profiles left in the folder */
	struct profile profiles[64];
};

/* Runs `program scenario`; options are added to MEMCC_OPTIONS. Fails the test if it cannot. */
void run_program(struct run *run, const char *scenario, const char *options);
/* The same, with something to be done to the child before exec, and to the process (kill). */
void run_program_with(struct run *run, const char *scenario, const char *options,
		      void (*before)(void), void (*meanwhile)(pid_t));
void run_done(struct run *run); /* removes what it left */

struct profile *run_profile(struct run *run, pid_t pid); /* of that process, or null */
void profile_read(struct profile *profile, const char *path);
struct figures profile_figures(const struct profile *profile, const char *function, int statement);
struct figures profile_outside(const struct profile *profile);
int64_t profile_live(const struct profile *profile); /* sum over threads */
int profile_threads(const struct profile *profile);  /* areas */
/* Laws 1 and 2 of SEMANTICS.md; `recursive` names functions which law 1 does not bind. */
void assert_laws(const struct profile *profile, const char *recursive);
#endif
#endif
