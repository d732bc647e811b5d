/* run_loop.c - waits for signals, the end of the process and the next sample at once. */
#include "run_options.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROGRESS_EVERY 1.0 /* seconds */
#define PROGRESS_AFTER 2.0

static double parse_seconds(const char *text, const char *option, double least)
{
	char *end;
	double value = strtod(text, &end);
	if (end == text || *end || !isfinite(value) || value < least || value > 1e9)
		mp_die(1, "--%s %s: give seconds, %g or more", option, text, least);
	return value;
}

bool run_option(struct sampler_options *options, int option, const char *value)
{
	switch (option) {
	case 'T':
		options->interval = parse_seconds(value, "interval", 0.001);
		return true;
	case 't':
		options->duration = parse_seconds(value, "duration", 0.001);
		return true;
	case 'C':
		options->children = true;
		return true;
	case 'M':
		options->multiprocess = true;
		return true;
	case 'o':
		options->output = value;
		return true;
	case 'b':
		if (!sampler_backend_parse(value, &options->backend))
			mp_die(1, "--backend %s: there are rss, pss, uss and heap", value);
		return true;
	case 'E': /* mprof's; here the exit status is always the program's */
		return true;
	case 'q':
		options->quiet = true;
		return true;
	case 'P':
		options->progress = true;
		return true;
	default:
		return false;
	}
}

/* By itself only where it disturbs nobody: the program's output goes elsewhere, ours to a
 * terminal. */
static bool shows_progress(const struct sampler *s, int target)
{
	return !s->options.quiet && isatty(STDERR_FILENO) &&
	       (target >= 0 || s->options.progress || !isatty(STDOUT_FILENO));
}

static void show_progress(const struct sampler *s, double now)
{
	fprintf(stderr, "\r\033[K%.0f s  %.1f MiB  peak %.1f MiB", now - s->started, s->written.mib,
		s->peak_mib);
	fflush(stderr);
}

/* False: nothing more is to be waited for. */
static bool reap(struct sampler *s, struct run_process *process)
{
	struct rusage usage;
	for (pid_t pid; (pid = run_process_reap(process, &usage));)
		sampler_reaped(s, pid,
			       (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
				       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) *
					       1e-6);
	return !process->ended;
}

static void wait_until(double when, struct pollfd *descriptors)
{
	double rest = when - sampler_monotonic();
	rest = fmin(fmax(rest, 0), 3600);
	struct timespec span = {(time_t)rest, (long)(fmod(rest, 1) * 1e9)};
	ppoll(descriptors, 2, &span, NULL);
}

void run_loop(struct sampler *s, struct run_process *process, int target)
{
	struct pollfd descriptors[] = {{.fd = process->signals, .events = POLLIN},
				       {.fd = target, .events = POLLIN}};
	bool sampling = true, attached = target >= 0;
	bool progress = shows_progress(s, target);
	double next_progress = s->started + PROGRESS_AFTER;
	double end = s->options.duration ? s->started + s->options.duration : HUGE_VAL;
	for (;;) {
		double now = sampler_monotonic();
		if (sampling && now >= s->next)
			sampling = sampler_tick(s);
		if (now >= end)
			sampling = false;
		if (!sampling && attached)
			break;
		if (progress && now >= next_progress) {
			show_progress(s, now);
			next_progress = now + PROGRESS_EVERY;
		}
		wait_until(sampling ? fmin(s->next, end) : HUGE_VAL, descriptors);
		int number = run_process_take_signals(process);
		if (!reap(s, process) || (attached && number))
			break;
	}
	if (progress)
		fputs("\r\033[K", stderr);
}

void run_last_word(const struct sampler *s)
{
	if (s->options.quiet)
		return;
	fprintf(stderr, "memprof: %lu samples, one in %.3g s, in %s, peak %.3f MiB %s", s->samples,
		s->interval, s->name,
		fmax(s->peak_mib,
		     s->options.backend == SAMPLER_HEAP ? s->heap_high / (1024 * 1024) : s->high),
		sampler_backend_name(s->options.backend));
	if (s->options.backend != SAMPLER_HEAP && s->heap_high > 0)
		fprintf(stderr, ", %.3f MiB heap", s->heap_high / (1024 * 1024));
	fputc('\n', stderr);
	if (s->interval > s->options.interval * 1.05)
		fprintf(stderr,
			"memprof: a sample costs %.1f ms of processor time: the interval kept was "
			"%.3g s, not %g s\n",
			s->cost * 1e3, s->interval, s->options.interval);
}
