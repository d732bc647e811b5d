/* reading_text.c - a reading in words. */
#include "reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

const char *reading_kind_name(enum reading_kind kind)
{
	static const char *const names[] = {"short", "steady", "sawtooth", "staircase", "spike"};
	return names[kind];
}

const char *reading_span(char buffer[32], double seconds)
{
	if (seconds < 1)
		snprintf(buffer, 32, "%.0f ms", seconds * 1e3);
	else if (seconds < 120)
		snprintf(buffer, 32, "%.3g s", seconds);
	else if (seconds < 7200)
		snprintf(buffer, 32, "%.3g min", seconds / 60);
	else
		snprintf(buffer, 32, "%.3g h", seconds / 3600);
	return buffer;
}

static const char *size(char buffer[32], double mib)
{
	if (fabs(mib) < 1)
		snprintf(buffer, 32, "%.3g KiB", mib * 1024);
	else if (fabs(mib) < 1024)
		snprintf(buffer, 32, "%.4g MiB", mib);
	else
		snprintf(buffer, 32, "%.4g GiB", mib / 1024);
	return buffer;
}

static void say_staircase(struct mp_text *text, const struct reading *r)
{
	char a[32], b[32], c[32], from[32], to[32];
	mp_text_printf(text,
		       "staircase: the floor of the %s rises by %s an hour (95 %% interval %s to ",
		       r->heap ? "heap" : "memory", size(a, r->slope * 3600),
		       size(b, r->slope_low * 3600));
	mp_text_printf(text, "%s; confidence that it rises %.1f %%), from %s ",
		       size(c, r->slope_high * 3600), r->confidence * 100, size(a, r->first));
	mp_text_printf(text, "to %s between %s and %s.", size(b, r->last),
		       reading_span(from, r->from), reading_span(to, r->to));
	if (r->slowing)
		mp_text_puts(text, " It slows down and may level off.");
	if (r->to - r->from < 10)
		mp_text_printf(text, " A window of %s says little about hours.",
			       reading_span(a, r->to - r->from));
	if (r->teeth)
		mp_text_printf(text, " A sawtooth stands on it: %u teeth of %s, one in %s.",
			       r->teeth, size(a, r->amplitude), reading_span(from, r->period));
	if (r->spike_mib > 0)
		mp_text_printf(text, " A spike reaches %s at %s.", size(a, r->spike_mib),
			       reading_span(from, r->spike_time));
}

static void say_steady(struct mp_text *text, const struct reading *r)
{
	char a[32], b[32], c[32];
	mp_text_printf(
		text, r->uneven ? "steady, but uneven: half the time below %s" : "steady: about %s",
		size(a, r->level));
	if (r->climb_end > 0)
		mp_text_printf(text, ", reached after %s", reading_span(b, r->climb_end));
	mp_text_printf(text, " (%s ", size(a, r->low));
	mp_text_printf(text, "to %s); no growth that could be told from noise in %s.",
		       size(b, r->high), reading_span(c, r->duration));
}

char *reading_text(const struct reading *r)
{
	struct mp_text text = {0};
	char a[32], b[32], c[32];
	switch (r->kind) {
	case READING_SHORT:
		mp_text_puts(&text, "too few samples to read a trend from: sample longer, or more "
				    "often (memprof run --interval).");
		break;
	case READING_STAIRCASE:
		say_staircase(&text, r);
		break;
	case READING_SAWTOOTH:
		mp_text_printf(&text, "sawtooth: %u teeth of %s, one in %s; ", r->teeth,
			       size(a, r->amplitude), reading_span(b, r->period));
		mp_text_printf(&text, "what is built up is given back (lowest %s, ",
			       size(a, r->low));
		mp_text_printf(&text, "highest %s).", size(b, r->high));
		break;
	case READING_SPIKE:
		mp_text_printf(&text, "spike: up to %s at %s for about %s, ", size(a, r->spike_mib),
			       reading_span(b, r->spike_time), reading_span(c, r->spike_seconds));
		mp_text_printf(&text, "else about %s.", size(a, r->level));
		break;
	case READING_STEADY:
		say_steady(&text, r);
		break;
	}
	return text.data;
}
