/* sampler_calls.c - see sampler_calls.h. A bracket is known by function and level, whatever the
 * thread: eight workers in the same function are one bracket, from the first in to the last out. */
#include "sampler_calls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAP_INTERVALS 1.5  /* a first return within so many intervals continues the bracket */
#define BRACKETS_A_STEP 32 /* after so many brackets the gap is multiplied ... */
#define GAP_FACTOR 4.0     /* ... by this */
#define THREADS_MOST 64    /* looked at per sample */

static struct sampler_tally *tally(struct sampler_calls *calls, const char *name)
{
	for (size_t i = 0; i < calls->tally_count; i++)
		if (calls->tallies[i].name == name)
			return &calls->tallies[i];
	struct sampler_tally *new = MP_PUSH(calls->tallies, calls->tally_count, calls->tally_room);
	new->name = name;
	return new;
}

static double gap(struct sampler_calls *calls, const char *name, double interval)
{
	double result = interval * GAP_INTERVALS;
	for (size_t steps = tally(calls, name)->count / BRACKETS_A_STEP; steps; steps--)
		result *= GAP_FACTOR;
	return result;
}

/* At two samples or more: what one of many samples met was perhaps gone right after. */
static bool lasted(const struct sampler_bracket *b)
{
	return b->out > b->in;
}

static void write_bracket(struct sampler_calls *calls, const struct sampler_bracket *b,
			  struct sampler_output *output)
{
	struct sampler_tally *t = tally(calls, b->name);
	t->count++;
	if (lasted(b))
		t->last = fmax(t->last, b->out);
	sampler_output_add(output, "FUNC %s %.4f %.4f %.4f %.4f %d", b->name, b->mib_in, b->in,
			   b->mib_out, b->out, b->level);
}

static void see(struct sampler_calls *calls, const char *name, int level, double time, double mib)
{
	if (level >= calls->levels)
		calls->levels = level + 1;
	for (size_t i = 0; i < calls->open_count; i++) {
		struct sampler_bracket *b = &calls->open[i];
		if (b->name == name && b->level == level) {
			b->out = time;
			b->mib_out = mib;
			return;
		}
	}
	*MP_PUSH(calls->open, calls->open_count, calls->open_room) =
		(struct sampler_bracket){name, level, time, time, mib, mib};
}

/* Writes the brackets whose function has been away for longer than its gap. */
static void expire(struct sampler_calls *calls, double time, double interval,
		   struct sampler_output *output)
{
	size_t kept = 0;
	for (size_t i = 0; i < calls->open_count; i++) {
		struct sampler_bracket b = calls->open[i];
		if (time - b.out > gap(calls, b.name, interval))
			write_bracket(calls, &b, output);
		else
			calls->open[kept++] = b;
	}
	calls->open_count = kept;
}

void sampler_calls_sample(struct sampler_calls *calls, struct sampler_live *live, double time,
			  double mib, double interval, struct sampler_output *output)
{
	const struct sampler_function *stack[SAMPLER_LIVE_DEPTH];
	size_t threads = sampler_live_threads(live);
	for (size_t thread = 0; thread < threads && thread < THREADS_MOST; thread++) {
		size_t depth = sampler_live_stack(live, thread, stack);
		for (size_t level = 0; level < depth; level++)
			see(calls, stack[level]->name, (int)level, time, mib);
	}
	expire(calls, time, interval, output);
}

bool sampler_calls_followed(const struct sampler_calls *calls, const char *name, double since)
{
	for (size_t i = 0; i < calls->open_count; i++)
		if (calls->open[i].out > since && lasted(&calls->open[i]) &&
		    !strcmp(calls->open[i].name, name))
			return true;
	for (size_t i = 0; i < calls->tally_count; i++)
		if (calls->tallies[i].last > since && !strcmp(calls->tallies[i].name, name))
			return true;
	return false;
}

void sampler_calls_close(struct sampler_calls *calls, struct sampler_output *output)
{
	for (size_t i = 0; i < calls->open_count; i++)
		write_bracket(calls, &calls->open[i], output);
	free(calls->open);
	free(calls->tallies);
	*calls = (struct sampler_calls){0};
}
