/* sampler.c - see sampler.h. */
#include "sampler.h"
#include "timeline.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KEEP_ONE_IN 1000.0     /* of the elapsed time, while nothing changes ... */
#define KEEP_AT_LEAST_EVERY 10 /* ... and so many seconds */
#define EXACT_FOR 600.0        /* seconds; afterwards equal means: by this share ... */
#define EQUAL 0.0005
#define HIGH_WORTH 1.01   /* times what is known, to be worth a record before the end */
#define FIND_FIRST 0.01   /* seconds to the second look for a profile; then doubled ... */
#define FIND_MOST 60.0    /* ... up to this */
#define HEAP_PATIENCE 2.0 /* seconds in which a program must have begun its profile */
#define SHORT_LIFE 0.1    /* seconds */
#define LINES_FIRST 0.5   /* seconds between snapshots of the lines, and ... */
#define LINES_ONE_IN 32.0 /* ... one in so much of the elapsed time */
#define LINES_SHARE 0.02  /* of one processor */

static double epoch_of_monotonic(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9 - sampler_monotonic();
}

static bool open_output(struct sampler *s)
{
	char name[32];
	int fd;
	if (s->options.output) {
		fd = open(s->options.output, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
			  0666);
		s->name = mp_strdup(s->options.output);
	} else {
		fd = timeline_name_create(name);
		s->name = mp_strdup(fd < 0 ? "mprofile_*.dat" : name);
	}
	if (fd < 0)
		mp_error("%s: %s", s->name, strerror(errno));
	s->output = (struct sampler_output){.fd = fd, .path = s->name};
	return fd >= 0;
}

bool sampler_start(struct sampler *s, const struct sampler_options *options, char *const *words)
{
	*s = (struct sampler){.options = *options, .interval = options->interval};
	s->live.fd = s->snapshot_counts = -1;
	s->process.fd = s->process.status_fd = -1;
	s->heap_pending = options->backend == SAMPLER_HEAP;
	if (!open_output(s))
		return false;
	sampler_output_command(&s->output, words);
	sampler_output_flush(&s->output);
	return true;
}

void sampler_discard(struct sampler *s)
{
	sampler_output_close(&s->output);
	if (!s->options.output)
		unlink(s->name);
}

bool sampler_begin(struct sampler *s, pid_t pid)
{
	s->epoch = epoch_of_monotonic();
	s->started = s->next = sampler_monotonic();
	s->next_lines = s->started + LINES_FIRST;
	s->written.heap = s->held.heap = -1;
	bool opened = sampler_process_open(&s->process, pid, s->options.backend);
	if (s->options.attached)
		s->high_before = sampler_process_high(&s->process);
	sampler_output_add(&s->output, "MEMPROF 1 %s %g %ld",
			   sampler_backend_name(s->options.backend), s->options.interval,
			   (long)pid);
	sampler_output_flush(&s->output);
	return opened;
}

/* ---- the live profile ------------------------------------------------------------------ */

static void tell_profile(struct sampler *s)
{
	s->heap_pending = false;
	s->profiled = true;
	if (!s->profile_told)
		sampler_output_add(&s->output, "PROFILE %s", s->live.path);
	s->profile_told = true;
}

static void look_for_profile(struct sampler *s, double now)
{
	if (now < s->next_find)
		return;
	double elapsed = now - s->started;
	s->next_find = now + fmin(fmax(elapsed, FIND_FIRST), FIND_MOST);
	if (!sampler_live_find(&s->live, s->process.pid))
		return;
	tell_profile(s);
	if (s->options.attached && !s->heap_before)
		s->heap_before = (double)s->live.header.peak;
}

static void tell_marks(struct sampler *s)
{
	struct memprof_mark mark;
	while (sampler_live_mark(&s->live, &mark)) {
		/* Their clock may have jumped since; ours did not. */
		double time = s->epoch - epoch_of_monotonic() + (double)mark.time_ns * 1e-9;
		double heap = (double)mark.memory / (1024 * 1024);
		double mib = s->options.backend == SAMPLER_HEAP ? heap : s->process.mib;
		s->blocks.level = s->calls.levels + SAMPLER_COUNTS_LEVELS;
		if (!sampler_blocks_mark(&s->blocks, mark.name, time, mib, &s->output))
			sampler_output_add(&s->output, "MARK %.6f %.4f %s", heap, time, mark.name);
	}
}

static void tell_heap_high(struct sampler *s, double time, double worth)
{
	double peak = (double)s->live.header.peak;
	if (s->live.header.metric > MEMPROF_METRIC_USABLE || peak <= s->heap_high * worth ||
	    peak <= s->heap_before)
		return;
	s->heap_high = peak;
	sampler_output_add(&s->output, "HIGH heap %.6f %.4f", peak / (1024 * 1024), time);
}

/* Live bytes, or negative: unknown. */
static double read_live(struct sampler *s, double now)
{
	int64_t bytes;
	if (s->live.fd < 0)
		look_for_profile(s, now);
	if (s->live.fd < 0)
		return -1;
	sampler_live_refresh(&s->live);
	tell_marks(s);
	if (!sampler_live_heap(&s->live, &bytes))
		return -1;
	return (double)bytes;
}

/* Takes what the snapshot that has just ended found. */
static void end_snapshot(struct sampler *s)
{
	sampler_counts_take(&s->counts, s->snapshot_counts, &s->calls, s->snapshot_value.time,
			    s->snapshot_value.mib, &s->output);
	s->snapshot_counts = -1;
	s->snapshot = 0;
}

static void start_snapshot(struct sampler *s, const struct sampler_value *value)
{
	sampler_output_flush(&s->output);
	s->snapshot_value = *value;
	s->snapshot_counts = sampler_counts_file();
	s->snapshot =
		sampler_lines_fork(s->live.path, value->time, s->output.fd, s->snapshot_counts);
	if (!s->snapshot)
		end_snapshot(s);
}

static void wait_for_snapshot(struct sampler *s)
{
	while (s->snapshot && waitpid(s->snapshot, NULL, 0) < 0 && errno == EINTR)
		continue;
	if (s->snapshot)
		end_snapshot(s);
}

static void leave_profile(struct sampler *s)
{
	wait_for_snapshot(s);
	sampler_blocks_close(&s->blocks, s->written.time, s->written.mib, &s->output);
	sampler_counts_close(&s->counts, &s->calls, &s->output);
	sampler_calls_close(&s->calls, &s->output);
	sampler_live_close(&s->live);
	s->profile_told = false;
	s->next_find = s->heap_before = 0;
}

/* ---- one sample ------------------------------------------------------------------------ */

static void give_up_on_heap(struct sampler *s)
{
	mp_warning("process %ld writes no line profile (was it built with memcc -fmemprof?): "
		   "its resident size is sampled instead of its heap",
		   (long)s->process.pid);
	s->options.backend = SAMPLER_RSS;
	s->heap_pending = false;
	sampler_output_add(&s->output, "MEMPROF 1 rss %g %ld", s->options.interval,
			   (long)s->process.pid);
}

static void write_value(struct sampler *s, const struct sampler_value *value)
{
	sampler_output_add(&s->output, "MEM %.6f %.4f", value->mib, value->time);
	for (size_t i = 0; s->options.multiprocess && i < s->family.count; i++)
		sampler_output_add(&s->output, "CHLD %ld %.6f %.4f", (long)s->family.members[i].pid,
				   s->family.members[i].mib, value->time);
	if (value->heap >= 0)
		sampler_output_add(&s->output, "HEAP %.0f %.4f", value->heap, value->time);
	s->written = *value;
	s->held.time = 0;
}

static bool is_news(const struct sampler *s, const struct sampler_value *value, double now)
{
	double equal = now - s->started > EXACT_FOR ? EQUAL : 0;
	return !s->written.time || s->options.multiprocess ||
	       fabs(value->mib - s->written.mib) > equal * s->written.mib ||
	       fabs(value->heap - s->written.heap) > equal * fabs(s->written.heap);
}

/* Equal values within a thousandth of the elapsed time go without saying; the last of them is
 * written before the first different one, so the curve keeps its corners. */
static void tell_value(struct sampler *s, const struct sampler_value *value, double now)
{
	double patience = fmin((now - s->started) / KEEP_ONE_IN, KEEP_AT_LEAST_EVERY);
	bool same = !is_news(s, value, now);
	if (same && value->time - s->written.time < patience) {
		s->held = *value;
		return;
	}
	if (!same && s->held.time) {
		struct sampler_value held = s->held;
		write_value(s, &held);
	}
	write_value(s, value);
}

static void tell_high(struct sampler *s, double mib, double time)
{
	if (s->options.backend == SAMPLER_RSS && !s->options.children) {
		double high = sampler_process_high(&s->process);
		s->high_before = fmin(s->high_before, high); /* exec begins anew */
		if (high > s->high * HIGH_WORTH && high > mib && high > s->high_before) {
			s->high = high;
			sampler_output_add(&s->output, "HIGH rss %.6f %.4f", high, time);
		}
	}
	s->high = fmax(s->high, mib);
}

static void tell_lines(struct sampler *s, double now, const struct sampler_value *value)
{
	if (s->live.fd < 0 || s->snapshot || now < s->next_lines)
		return;
	start_snapshot(s, value);
	s->next_lines = now + fmax(LINES_FIRST, (now - s->started) / LINES_ONE_IN);
}

bool sampler_reaped(struct sampler *s, pid_t pid, double cpu)
{
	if (!s->snapshot || pid != s->snapshot)
		return false;
	end_snapshot(s);
	s->next_lines = fmax(s->next_lines, sampler_monotonic() + cpu / LINES_SHARE);
	return true;
}

static void read_family(struct sampler *s, double now)
{
	sampler_family_read(&s->family, s->process.pid, s->options.backend, now);
	if (s->options.backend != SAMPLER_HEAP)
		return;
	for (size_t i = 0; i < s->family.count; i++)
		s->family.members[i].mib =
			sampler_kin_heap(&s->kin, s->family.members[i].pid, now) / (1024 * 1024);
	sampler_kin_sweep(&s->kin);
}

static void sample(struct sampler *s, double now)
{
	struct sampler_value value = {.mib = s->process.mib};
	if (s->options.children || s->options.multiprocess)
		read_family(s, now);
	value.heap = read_live(s, now);
	value.time = sampler_monotonic() + s->epoch;
	if (s->heap_pending && now - s->started >= HEAP_PATIENCE)
		give_up_on_heap(s);
	if (s->options.backend == SAMPLER_HEAP) {
		if (value.heap < 0)
			return;
		value.mib = value.heap / (1024 * 1024);
	}
	for (size_t i = 0; s->options.children && i < s->family.count; i++)
		value.mib += s->family.members[i].mib;
	if (!s->counts.time && !s->samples && !s->options.attached) {
		s->counts.time = value.time;
		s->counts.mib = value.mib;
	}
	tell_value(s, &value, now);
	tell_high(s, value.mib, value.time);
	s->samples++;
	s->peak_mib = fmax(s->peak_mib, value.mib);
	s->heap_high = fmax(s->heap_high, value.heap);
	if (s->live.fd < 0)
		return;
	tell_heap_high(s, value.time, HIGH_WORTH);
	sampler_calls_sample(&s->calls, &s->live, value.time, value.mib, s->interval, &s->output);
	tell_lines(s, now, &value);
	if (s->live.header.end == MEMPROF_END_EXEC)
		leave_profile(s);
}

/* Stretches the interval if a sample costs more than its share of it. */
static void keep_share(struct sampler *s, double cost)
{
	s->cost = s->samples < 2 ? cost : s->cost * 0.9 + cost * 0.1;
	s->interval = fmax(s->options.interval, s->cost / SAMPLER_SHARE);
	double now = sampler_monotonic();
	s->next += s->interval;
	if (s->next < now) /* late: skip what was missed */
		s->next = now + s->interval - fmod(now - s->next, s->interval);
}

bool sampler_tick(struct sampler *s)
{
	double before = sampler_cpu(), now = sampler_monotonic();
	bool alive = sampler_process_read(&s->process);
	if (alive)
		sample(s, now);
	sampler_output_flush(&s->output);
	keep_share(s, sampler_cpu() - before);
	return alive;
}

/* ---- the end ---------------------------------------------------------------------------- */

static void last_of_profile(struct sampler *s, double time)
{
	int64_t heap;
	if (s->live.fd < 0 && s->process.fd >= 0 &&
	    sampler_live_find_ended(&s->live, s->process.pid))
		tell_profile(s);
	if (s->live.fd < 0)
		return;
	sampler_live_refresh(&s->live);
	tell_marks(s);
	tell_heap_high(s, time, 1);
	if (sampler_live_heap(&s->live, &heap)) {
		s->heap_high = fmax(s->heap_high, (double)heap);
		sampler_output_add(&s->output, "HEAP %lld %.4f", (long long)heap, time);
		if (s->options.backend == SAMPLER_HEAP)
			write_value(
				s, &(struct sampler_value){time, (double)heap / (1024 * 1024), -1});
	}
	wait_for_snapshot(s);
	start_snapshot(s, &(struct sampler_value){.time = time, .mib = s->written.mib});
	wait_for_snapshot(s);
	sampler_counts_close(&s->counts, &s->calls, &s->output);
}

/* Hardly a sample, or one from before it had begun: what the kernel says of the whole is better,
 * even if it may be of a child of the program. */
static void tell_of_short_life(struct sampler *s, double kernel_high, double time)
{
	if (!s->written.time || s->options.backend != SAMPLER_RSS || s->options.children ||
	    kernel_high <= s->high || time - s->epoch - s->started > SHORT_LIFE)
		return;
	s->high = kernel_high;
	sampler_output_add(&s->output, "HIGH rss %.6f %.4f", kernel_high, time);
}

void sampler_finish(struct sampler *s, const char *how, int number, double kernel_high)
{
	double time = sampler_monotonic() + s->epoch;
	if (s->held.time) {
		struct sampler_value held = s->held;
		write_value(s, &held);
	}
	last_of_profile(s, time);
	sampler_calls_close(&s->calls, &s->output);
	sampler_blocks_close(&s->blocks, time, s->written.mib, &s->output);
	if (s->heap_pending)
		give_up_on_heap(s);
	if (kernel_high > 0)
		tell_of_short_life(s, kernel_high, time);
	double known = kernel_high > 0 ? kernel_high : s->process.mib;
	if (!s->written.time && known > 0) { /* too short for a sample: all that is known */
		write_value(s, &(struct sampler_value){time, known, -1});
		s->peak_mib = known;
	}
	sampler_output_add(&s->output, "END %.4f %s %d", time, how, number);
	sampler_live_close(&s->live);
	sampler_family_close(&s->family);
	sampler_kin_sweep(&s->kin);
	sampler_process_close(&s->process);
	sampler_output_close(&s->output);
}
