/* timeline.c - reads a .dat file, mprof's or ours, into struct timeline.
 *
 * One pass, line by line, in a buffer of fixed size: a file of any length or content costs what
 * its good records cost. Nothing here trusts a number it has not checked. */
#include "timeline.h"
#include "common.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 65536

void timeline_series_add(struct timeline_series *series, double time, double mib)
{
	*MP_PUSH(series->points, series->count, series->room) = (struct timeline_point){time, mib};
}

#define NUMBER_MOST 1e15 /* seconds, MiB or bytes: anything beyond is damage */

/* A number and the blank or end behind it. */
static bool number(char **cursor, double *value)
{
	char *end;
	if (**cursor == ' ' || **cursor == '\t')
		return false;
	*value = strtod(*cursor, &end);
	if (end == *cursor || (*end && *end != ' ') || !(fabs(*value) <= NUMBER_MOST))
		return false;
	*cursor = *end ? end + 1 : end;
	return true;
}

static char *word(char **cursor)
{
	char *start = *cursor;
	size_t length = strcspn(start, " ");
	if (!length)
		return NULL;
	*cursor = start[length] ? start + length + 1 : start + length;
	start[length] = '\0';
	return start;
}

static bool read_point(char *rest, struct timeline_series *series, double scale)
{
	double mib, time;
	if (!number(&rest, &mib) || !number(&rest, &time))
		return false;
	timeline_series_add(series, time, mib * scale);
	return true;
}

static bool read_mem(struct timeline *t, char *rest)
{
	return read_point(rest, &t->memory, 1);
}

static bool read_heap(struct timeline *t, char *rest)
{
	return read_point(rest, &t->heap, 1 / TIMELINE_MIB);
}

static size_t *child_slot(struct timeline *t, long pid)
{
	size_t at = (size_t)pid * 2654435761u % t->child_slot_count;
	while (t->child_slots[at] && t->children[t->child_slots[at] - 1].pid != pid)
		at = (at + 1) % t->child_slot_count;
	return &t->child_slots[at];
}

static void make_child_slots(struct timeline *t)
{
	free(t->child_slots);
	t->child_slot_count = 4 * t->child_count + 61;
	t->child_slots = mp_zalloc(t->child_slot_count, sizeof *t->child_slots);
	for (size_t i = 0; i < t->child_count; i++)
		*child_slot(t, t->children[i].pid) = i + 1;
}

static struct timeline_child *find_child(struct timeline *t, long pid)
{
	if (2 * t->child_count >= t->child_slot_count)
		make_child_slots(t);
	size_t *slot = child_slot(t, pid);
	if (!*slot) {
		MP_PUSH(t->children, t->child_count, t->child_room)->pid = pid;
		*slot = t->child_count;
	}
	return &t->children[*slot - 1];
}

static bool read_child(struct timeline *t, char *rest)
{
	double pid, mib, time;
	if (!number(&rest, &pid) || pid < 0 || pid > 1e9)
		return false;
	if (pid < 1)
		return true; /* mprof's way to say that it could not look */
	if (!number(&rest, &mib) || !number(&rest, &time))
		return false;
	timeline_series_add(&find_child(t, (long)pid)->series, time, mib);
	return true;
}

static bool read_call(struct timeline *t, char *rest)
{
	struct timeline_call call = {0};
	double level = 0;
	char *name = word(&rest);
	if (!name || !number(&rest, &call.mib_in) || !number(&rest, &call.in) ||
	    !number(&rest, &call.mib_out) || !number(&rest, &call.out))
		return false;
	if (*rest && number(&rest, &level) && level > 0 && level < 1000)
		call.level = (int)level;
	if (call.out < call.in)
		return false;
	call.name = mp_strdup(name);
	*MP_PUSH(t->calls, t->call_count, t->call_room) = call;
	return true;
}

static bool read_mark(struct timeline *t, char *rest)
{
	struct timeline_mark mark;
	if (!number(&rest, &mark.mib) || !number(&rest, &mark.time) || !*rest)
		return false;
	mark.name = mp_strdup(rest);
	*MP_PUSH(t->marks, t->mark_count, t->mark_room) = mark;
	return true;
}

static bool read_line(struct timeline *t, char *rest)
{
	struct timeline_line line;
	char *function;
	if (!number(&rest, &line.time) || !number(&rest, &line.bytes) ||
	    !(function = word(&rest)) || !*rest)
		return false;
	line.function = mp_strdup(function);
	line.place = mp_strdup(rest);
	*MP_PUSH(t->lines, t->line_count, t->line_room) = line;
	return true;
}

static bool read_high(struct timeline *t, char *rest)
{
	struct timeline_point high;
	char *which = word(&rest);
	if (!which || !number(&rest, &high.mib) || !number(&rest, &high.time))
		return false;
	struct timeline_point *slot = strcmp(which, "heap") ? &t->high_memory : &t->high_heap;
	if (!slot->time || high.mib > slot->mib)
		*slot = high;
	return true;
}

static void replace(char **slot, const char *text)
{
	free(*slot);
	*slot = mp_strdup(text);
}

static bool read_command(struct timeline *t, char *rest)
{
	replace(&t->command, rest);
	return true;
}

static bool read_profile(struct timeline *t, char *rest)
{
	replace(&t->profile, rest);
	return true;
}

static bool read_memprof(struct timeline *t, char *rest)
{
	double version;
	char *backend;
	if (!number(&rest, &version) || !(backend = word(&rest)) || !number(&rest, &t->interval))
		return false;
	replace(&t->backend, backend);
	return true;
}

static bool read_end(struct timeline *t, char *rest)
{
	if (!number(&rest, &t->end_time) || !*rest)
		return false;
	replace(&t->end, rest);
	return true;
}

static const struct {
	const char *keyword;
	bool (*read)(struct timeline *, char *);
} records[] = {
	{"MEM", read_mem},         {"HEAP", read_heap},       {"CHLD", read_child},
	{"FUNC", read_call},       {"LINE", read_line},       {"MARK", read_mark},
	{"HIGH", read_high},       {"CMDLINE", read_command}, {"PROFILE", read_profile},
	{"MEMPROF", read_memprof}, {"END", read_end},
};

static void read_record(struct timeline *t, char *text)
{
	text[strcspn(text, "\r\n")] = '\0';
	char *rest = text;
	char *keyword = word(&rest);
	if (!keyword) {
		t->odd++;
		return;
	}
	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		if (!strcmp(keyword, records[i].keyword)) {
			if (!records[i].read(t, rest))
				t->odd++;
			return;
		}
}

static int by_time(const void *a, const void *b)
{
	const struct timeline_point *p = a, *q = b;
	return (p->time > q->time) - (p->time < q->time);
}

static void order(struct timeline_series *series)
{
	for (size_t i = 1; i < series->count; i++)
		if (series->points[i].time < series->points[i - 1].time) {
			qsort(series->points, series->count, sizeof *series->points, by_time);
			return;
		}
}

static void read_records(struct timeline *t, FILE *file)
{
	char *text = mp_alloc(LINE_MAX_BYTES);
	bool inside = false; /* of a line longer than the buffer */
	while (fgets(text, LINE_MAX_BYTES, file)) {
		bool whole = strchr(text, '\n') != NULL;
		if (!inside && (whole || feof(file)))
			read_record(t, text);
		else if (!inside)
			t->odd++;
		inside = !whole;
	}
	free(text);
}

struct timeline *timeline_read(const char *path, const char **reason)
{
	FILE *file = fopen(path, "re");
	if (!file) {
		*reason = strerror(errno);
		return NULL;
	}
	struct timeline *t = mp_zalloc(1, sizeof *t);
	t->path = mp_strdup(path);
	t->command = mp_strdup("");
	t->backend = mp_strdup("rss");
	read_records(t, file);
	bool failed = ferror(file);
	fclose(file);
	if (failed || !t->memory.count) {
		*reason = failed ? "cannot be read" : "no samples in it (no MEM record)";
		timeline_free(t);
		return NULL;
	}
	order(&t->memory);
	order(&t->heap);
	for (size_t i = 0; i < t->child_count; i++)
		order(&t->children[i].series);
	return t;
}

void timeline_free(struct timeline *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->child_count; i++)
		free(t->children[i].series.points);
	for (size_t i = 0; i < t->call_count; i++)
		free(t->calls[i].name);
	for (size_t i = 0; i < t->mark_count; i++)
		free(t->marks[i].name);
	for (size_t i = 0; i < t->line_count; i++) {
		free(t->lines[i].function);
		free(t->lines[i].place);
	}
	free(t->children);
	free(t->child_slots);
	free(t->calls);
	free(t->marks);
	free(t->lines);
	free(t->memory.points);
	free(t->heap.points);
	free(t->path);
	free(t->command);
	free(t->backend);
	free(t->profile);
	free(t->end);
	free(t);
}

struct timeline_point timeline_series_peak(const struct timeline_series *series)
{
	struct timeline_point peak = {0};
	for (size_t i = 0; i < series->count; i++)
		if (!i || series->points[i].mib > peak.mib)
			peak = series->points[i];
	return peak;
}

struct timeline_point timeline_peak(const struct timeline *t)
{
	struct timeline_point peak = timeline_series_peak(&t->memory);
	struct timeline_point high = strcmp(t->backend, "heap") ? t->high_memory : t->high_heap;
	return high.time && high.mib > peak.mib ? high : peak;
}
