/* report_lists.c - what is said of the whole program: functions, hottest lines, threads, the end.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "reading.h"
#include "report.h"

static const char *bytes(const struct report_options *o, char buffer[MP_BYTES_SIZE], int64_t value)
{
	const char *text = mp_bytes(buffer, value, o->unit, o->precision);
	return text + strspn(text, " ");
}

static void rule(FILE *out, int width)
{
	for (int i = 0; i < width; i++)
		putc('=', out);
	putc('\n', out);
}

static void put(FILE *out, const char *text)
{
	mp_put_safe(out, text, strlen(text));
}

static void heading(const struct report_options *o, const char *text)
{
	fprintf(o->out, "%s%s%s\n", mp_colour(o->colour, MP_BOLD), text,
		mp_colour(o->colour, MP_PLAIN));
}

/* ---- functions ------------------------------------------------------------------------------- */

struct ranked {
	const struct mp_function *function;
	int64_t key[3];
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	for (size_t i = 0; i < 3; i++)
		if (x->key[i] != y->key[i])
			return x->key[i] > y->key[i] ? -1 : 1;
	return x->function < y->function ? -1 : 1;
}

/* By what each function left behind, then its peak, then its calls; or by one column. */
static struct ranked *rank(struct report_sources *s, size_t *count)
{
	const struct mp_profile *p = s->profile;
	struct ranked *list = mp_zalloc(p->function_count, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < p->function_count; i++) {
		const struct mp_function *f = &p->functions[i];
		if (!report_shows(s->options, p, f))
			continue;
		list[(*count)++] = (struct ranked){
			f,
			{s->options->sort_given ? mp_column_value(&f->sum, s->options->sort)
						: f->net_bytes,
			 f->peak, (int64_t)f->calls}};
	}
	if (*count)
		qsort(list, *count, sizeof *list, compare_ranked);
	return list;
}

void report_summary(struct report_sources *s, size_t most)
{
	const struct report_options *o = s->options;
	char net[MP_BYTES_SIZE], peak[MP_BYTES_SIZE], retained[MP_BYTES_SIZE];
	size_t count;
	struct ranked *list = rank(s, &count);
	heading(o, "     Calls          Net    Line peak     Retained   Function");
	rule(o->out, 61);
	for (size_t i = 0; i < count && i < most; i++) {
		const struct mp_function *f = list[i].function;
		fprintf(o->out, "%10" PRIu64 " %12s %12s %12s   ", f->calls,
			bytes(o, net, f->net_bytes), bytes(o, peak, f->peak),
			bytes(o, retained, f->sum.retained));
		put(o->out, f->name);
		fputs("  ", o->out);
		fputs(mp_colour(o->colour, MP_DIM), o->out);
		put(o->out, s->profile->files[f->file].path);
		fprintf(o->out, ":%" PRIu32 "%s\n", f->line, mp_colour(o->colour, MP_PLAIN));
	}
	if (count > most)
		fprintf(o->out, "           and %zu more functions; --list shows all\n",
			count - most);
	fputs("\n\n", o->out);
	free(list);
}

/* ---- lines ----------------------------------------------------------------------------------- */

struct hot {
	const struct mp_place *place;
	int64_t key;
};

static int compare_hot(const void *a, const void *b)
{
	const struct hot *x = a, *y = b;
	if (x->key != y->key)
		return x->key > y->key ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static void hot_row(struct report_sources *s, size_t number, const struct mp_place *place)
{
	const struct report_options *o = s->options;
	const struct mp_function *f = &s->profile->functions[place->function];
	size_t length;
	fprintf(o->out, "%6zu", number);
	report_cells(o, &place->figures, INT64_MAX);
	fputs("   ", o->out);
	put(o->out, s->profile->files[place->file].path);
	fprintf(o->out, ":%" PRIu32 ": ", place->line);
	put(o->out, f->name);
	const char *text = mp_source_line(report_source(s, place->file), place->line, &length);
	while (text && length && (*text == ' ' || *text == '\t'))
		text++, length--;
	if (text) {
		fputs(": ", o->out);
		fputs(mp_colour(o->colour, MP_DIM), o->out);
		mp_put_safe(o->out, text, length);
		fputs(mp_colour(o->colour, MP_PLAIN), o->out);
	}
	putc('\n', o->out);
}

void report_top(struct report_sources *s)
{
	const struct report_options *o = s->options;
	const struct mp_profile *p = s->profile;
	struct hot *list = mp_zalloc(p->place_count, sizeof *list);
	size_t count = 0;
	for (size_t i = 0; i < p->place_count; i++) {
		const struct mp_place *place = &p->places[i];
		int64_t key = mp_column_value(&place->figures, o->sort);
		if (key != 0 && report_wants(o, p, &p->functions[place->function]))
			list[count++] = (struct hot){place, key};
	}
	if (count)
		qsort(list, count, sizeof *list, compare_hot);
	report_head(o, "  Rank", "Where");
	for (size_t i = 0; i < count && i < o->top; i++)
		hot_row(s, i + 1, list[i].place);
	if (count == 0)
		fprintf(o->out, "       no line has any %s\n", mp_column_name(o->sort));
	fputs("\n\n", o->out);
	free(list);
}

/* ---- threads --------------------------------------------------------------------------------- */

static void thread_row(const struct report_options *o, const struct mp_thread *t)
{
	char live[MP_BYTES_SIZE], high[MP_BYTES_SIZE];
	fprintf(o->out, "%6" PRIu32 " %10" PRIu32 " %10" PRIu32 " %12s %12s   ", t->index, t->tid,
		t->threads, bytes(o, live, t->live), bytes(o, high, t->high));
	put(o->out, t->name);
	fputs(t->alive ? "\n" : " (ended)\n", o->out);
}

void report_threads(struct report_sources *s)
{
	const struct report_options *o = s->options;
	const struct mp_profile *p = s->profile;
	heading(o, "  Area        Tid    Threads         Live         High   Name of the newest");
	rule(o->out, 75);
	for (size_t i = 0; i < p->thread_count; i++)
		thread_row(o, &p->threads[i]);
	fputs("\n\n", o->out);
	for (size_t i = 0; i < p->thread_count; i++) {
		const struct mp_thread *t = &p->threads[i];
		bool headed = false;
		for (size_t k = 0; k < p->function_count; k++) {
			if (!t->functions[k].ran || !report_shows(o, p, &t->functions[k]))
				continue;
			if (!headed) {
				fprintf(o->out, "%sThread area %" PRIu32 ": ",
					mp_colour(o->colour, MP_BOLD), t->index);
				put(o->out, t->name);
				fprintf(o->out, ", tid %" PRIu32 "%s\n\n", t->tid,
					mp_colour(o->colour, MP_PLAIN));
			}
			headed = true;
			report_function(s, &t->functions[k]);
		}
	}
}

/* ---- the end --------------------------------------------------------------------------------- */

static void put_command(FILE *out, const struct mp_profile *p)
{
	if (p->command_count == 0)
		put(out, *p->program ? p->program : "unknown program");
	for (size_t i = 0; i < p->command_count && i < 12; i++) {
		bool blank = !*p->command[i] || strpbrk(p->command[i], " \t\n'\"\\$");
		fputs(i ? " " : "", out);
		fputs(blank ? "'" : "", out);
		put(out, p->command[i]);
		fputs(blank ? "'" : "", out);
	}
	if (p->command_count > 12)
		fputs(" ...", out);
}

static void put_end(FILE *out, const struct mp_profile *p)
{
	switch (p->ended) {
	case MP_ENDED_EXIT:
		fprintf(out, "exited with status %d", p->status);
		break;
	case MP_ENDED_EXEC:
		fputs("replaced itself by exec", out);
		break;
	case MP_ENDED_ABORT:
		fputs("aborted", out);
		break;
	case MP_ENDED_KILLED:
		fputs("killed: it is gone and left no end mark; open lines are closed here", out);
		break;
	case MP_ENDED_RUNNING:
		fputs("still running: figures so far", out);
		break;
	}
	if (p->end_ns > p->start_ns && p->ended != MP_ENDED_KILLED && p->ended != MP_ENDED_RUNNING)
		fprintf(out, ", after %.3f s", (double)(p->end_ns - p->start_ns) / 1e9);
}

static void label(const struct report_options *o, FILE *out, const char *text)
{
	fprintf(out, "%s%-9s%s", mp_colour(o->colour && out == o->out, MP_CYAN), text,
		mp_colour(o->colour && out == o->out, MP_PLAIN));
}

static void note_lines(struct report_sources *s, FILE *out)
{
	for (size_t i = 0; i < s->profile->note_count; i++) {
		label(s->options, out, "Note:");
		put(out, s->profile->notes[i]);
		putc('\n', out);
	}
	for (size_t i = 0; i < s->note_count; i++) {
		label(s->options, out, "Note:");
		put(out, s->notes[i]);
		putc('\n', out);
	}
}

static void process_lines(const struct report_options *o, const struct mp_profile *p)
{
	char a[MP_BYTES_SIZE], b[MP_BYTES_SIZE];
	label(o, o->out, "Program:");
	put_command(o->out, p);
	if (p->merged)
		fprintf(o->out, " (%" PRIu32 " profiles added up", p->merged);
	else
		fprintf(o->out, " (pid %" PRIu32, p->pid);
	if (p->parent_pid)
		fprintf(o->out, ", forked from %" PRIu32, p->parent_pid);
	fputs(")\n", o->out);
	label(o, o->out, "Ended:");
	put_end(o->out, p);
	putc('\n', o->out);
	label(o, o->out, "Memory:");
	fprintf(o->out, "%s live %s, peak %s (%s", bytes(o, a, p->live_bytes),
		p->ended == MP_ENDED_RUNNING ? "now" : "at the end", bytes(o, b, p->peak_bytes),
		mp_metric_name(p->metric));
	if (p->inherited_bytes)
		fprintf(o->out, "; %s of it live when it was forked",
			bytes(o, a, p->inherited_bytes));
	fputs(")\n", o->out);
	if (p->outside.allocs + p->outside.frees == 0)
		return;
	label(o, o->out, "Outside:");
	fprintf(o->out, "allocations %" PRIu64 " (%s)", p->outside.allocs,
		bytes(o, a, (int64_t)p->outside.allocated));
	fprintf(o->out, ", frees %" PRIu64 " (%s)", p->outside.frees,
		bytes(o, a, (int64_t)p->outside.freed));
	fprintf(o->out, ", retained %s: in no profiled function\n",
		bytes(o, a, p->outside.retained));
}

/* What the memory did over time, if `memprof run` watched. */
static void curve_line(const struct report_options *o, const struct mp_profile *p)
{
	char *reading = p->merged ? NULL : reading_of_profile(p->path);
	if (!reading)
		return;
	label(o, o->out, "Curve:");
	char *rest = reading;
	for (char *line; (line = strsep(&rest, "\n"));) {
		put(o->out, line);
		putc('\n', o->out);
	}
	free(reading);
}

void report_footer(struct report_sources *s, FILE *out)
{
	if (out == s->options->out) {
		process_lines(s->options, s->profile);
		curve_line(s->options, s->profile);
	}
	note_lines(s, out);
}
