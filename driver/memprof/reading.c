/* reading.c - the judgement; see reading.h for its rule. reading_text.c says it in words. */
#include "reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "reading_fit.h"

#define BUCKETS 1200 /* of the whole curve */
#define BLOCKS 24    /* of a window; their minima are the floor */
#define BLOCKS_LEAST 6
#define TOOTH_IN_BLOCK 1.3 /* at least so long is a block, in teeth */
#define SAMPLES_LEAST 20
#define WARM_UP 0.25  /* of the run */
#define CLEAN_UP 0.02 /* of the run */
#define CONFIDENCE_LEAST 0.95
#define STEPS_BETTER 2       /* two steps must not explain the floor so much better */
#define HALF_LEAST 0.2       /* of the rise, in each half */
#define GIVEN_BACK_MOST 0.35 /* of the rise */
#define LATE_SLOWING 0.7     /* as SLOWING; what starts late must not be the end of a climb */
#define SLOWING 0.6          /* last half of the rise to first half */
#define RISE_LEAST_HEAP (1.0 / 1024) /* MiB */
#define RISE_LEAST_RSS (64.0 / 1024)
#define RISE_LEAST_SHARE 0.001 /* of the level */
#define SWING_LEAST 0.05       /* of the level, to be called a tooth */
#define TOOTH 0.35             /* of the swing, that counts as a turn */
#define SEEN_A_TOOTH 5         /* times */
#define UNLIKE_MOST 0.5        /* of a tooth's height, between the bounds of four fifths of them */
#define SPIKE_LEAST 0.25       /* of the level */
#define SPIKE_OVER 1.5         /* times the usual ups and downs */
#define SPIKE_LONGEST 0.1      /* of the run */
#define UNEVEN 0.3             /* of the level, between the bounds of nine tenths of the time */

struct bucket {
	double low, high;
};

struct curve {
	size_t count;
	double start, width; /* seconds: of bucket 0, of each */
	struct bucket buckets[BUCKETS];
	double noise_least; /* MiB: what is too small to mean anything */
};

/* ---- the curve in buckets: minima and maxima, straight lines between samples ----------- */

static void widen(struct curve *curve, double time, double mib)
{
	double at = (time - curve->start) / curve->width;
	size_t i = at <= 0 ? 0 : (size_t)at;
	if (i >= curve->count)
		i = curve->count - 1;
	curve->buckets[i].low = fmin(curve->buckets[i].low, mib);
	curve->buckets[i].high = fmax(curve->buckets[i].high, mib);
}

static void draw(struct curve *curve, const struct timeline_point *a,
		 const struct timeline_point *b)
{
	widen(curve, a->time, a->mib);
	widen(curve, b->time, b->mib);
	double first = floor((a->time - curve->start) / curve->width) + 1;
	double last = floor((b->time - curve->start) / curve->width);
	for (double i = first; i <= last && i < (double)curve->count; i++) {
		double share = (curve->start + i * curve->width - a->time) / (b->time - a->time);
		widen(curve, curve->start + i * curve->width, a->mib + share * (b->mib - a->mib));
	}
}

static struct curve *make_curve(const struct timeline_series *series, bool heap)
{
	struct curve *curve = mp_zalloc(1, sizeof *curve);
	const struct timeline_point *points = series->points;
	double duration = points[series->count - 1].time - points[0].time;
	curve->count = series->count < BUCKETS ? series->count : BUCKETS;
	curve->start = points[0].time;
	curve->width = duration / (double)curve->count;
	curve->noise_least = heap ? RISE_LEAST_HEAP : RISE_LEAST_RSS;
	for (size_t i = 0; i < curve->count; i++)
		curve->buckets[i] = (struct bucket){HUGE_VAL, -HUGE_VAL};
	for (size_t i = 1; i < series->count; i++)
		if (points[i].time > points[i - 1].time)
			draw(curve, &points[i - 1], &points[i]);
	for (size_t i = 0; i < curve->count; i++) /* rounding may leave one empty */
		if (curve->buckets[i].low > curve->buckets[i].high)
			curve->buckets[i] = curve->buckets[i ? i - 1 : 0];
	return curve;
}

static int by_value(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;
	return (p > q) - (p < q);
}

static double quantile(const double *values, size_t count, double share)
{
	double *sorted = mp_alloc((count ? count : 1) * sizeof *sorted);
	sorted[0] = 0;
	memcpy(sorted, values, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_value);
	double result = sorted[(size_t)(share * (double)(count ? count - 1 : 0) + 0.5)];
	free(sorted);
	return result;
}

/* ---- staircase --------------------------------------------------------------------------- */

/* Median of the five values round a place, so that one odd block decides nothing. */
static double middle(const double *y, size_t n, double share)
{
	size_t at = (size_t)(share * (double)(n - 1) + 0.5);
	size_t first = at < 2 ? 0 : at - 2, last = at + 3 > n ? n : at + 3;
	return quantile(y + first, last - first, 0.5);
}

/* Sum of squares round the mean of y[from..to-1]. */
static double spread(const double *y, size_t from, size_t to)
{
	double mean = 0, sum = 0;
	for (size_t i = from; i < to; i++)
		mean += y[i] / (double)(to - from);
	for (size_t i = from; i < to; i++)
		sum += (y[i] - mean) * (y[i] - mean);
	return sum;
}

/* The same round the best three levels: what a curve with two steps leaves over. */
static double three_levels(const double *y, size_t n)
{
	double best = HUGE_VAL;
	for (size_t i = 1; i + 1 < n; i++)
		for (size_t j = i + 1; j < n; j++)
			best = fmin(best, spread(y, 0, i) + spread(y, i, j) + spread(y, j, n));
	return best;
}

static double given_back(const double *y, size_t n)
{
	double top = y[0], most = 0;
	for (size_t i = 1; i < n; i++) {
		top = fmax(top, y[i]);
		most = fmax(most, top - y[i]);
	}
	return most;
}

/* The floor rises all the way, by more than `least`; neither in a step or two nor only in one
 * half, and it keeps what it took. */
static bool rises(const double *floors, size_t n, const struct reading_fit *line, double least)
{
	double early = middle(floors, n, 0.5) - middle(floors, n, 0);
	double late = middle(floors, n, 1) - middle(floors, n, 0.5);
	double rise = early + late;
	return rise >= least && early >= HALF_LEAST * rise && late >= HALF_LEAST * rise &&
	       given_back(floors, n) <= GIVEN_BACK_MOST * rise &&
	       line->residual < STEPS_BETTER * three_levels(floors, n);
}

/* A block is longer than a tooth, so that each has a valley. */
static size_t make_floors(const struct curve *curve, size_t from, size_t to, double period,
			  double *floors)
{
	size_t n = to - from < 2 * BLOCKS ? (to - from) / 2 : BLOCKS;
	double fit_in = (double)(to - from) * curve->width / (period * TOOTH_IN_BLOCK);
	if (period > 0 && fit_in < (double)n)
		n = (size_t)fit_in;
	for (size_t i = 0; i < n; i++) {
		size_t first = from + i * (to - from) / n, last = from + (i + 1) * (to - from) / n;
		floors[i] = HUGE_VAL;
		for (size_t j = first; j < last; j++)
			floors[i] = fmin(floors[i], curve->buckets[j].low);
	}
	return n;
}

static bool judge_window(struct reading *r, const struct curve *curve, double from, double to)
{
	double floors[BLOCKS];
	size_t first = (size_t)(from * (double)curve->count);
	size_t last = (size_t)(to * (double)curve->count);
	if (last >= curve->count)
		last = curve->count - 1; /* the last sample may already see the clean-up */
	size_t n = make_floors(curve, first, last, r->period, floors);
	if (n < BLOCKS_LEAST)
		return false;
	double places[BLOCKS];
	for (size_t i = 0; i < n; i++)
		places[i] = (double)i;
	struct reading_fit line = reading_fit(places, floors, n);
	double least = fmax(curve->noise_least, RISE_LEAST_SHARE * r->level);
	if (line.confidence < CONFIDENCE_LEAST || !rises(floors, n, &line, least))
		return false;
	double block = (double)(last - first) / (double)n * curve->width;
	double early = middle(floors, n, 0.5) - middle(floors, n, 0);
	double late = middle(floors, n, 1) - middle(floors, n, 0.5);
	if (from > WARM_UP && late < LATE_SLOWING * early)
		return false;
	r->kind = READING_STAIRCASE;
	r->from = (double)first * curve->width;
	r->to = (double)last * curve->width;
	r->first = floors[0];
	r->last = floors[n - 1];
	r->slope = line.slope / block;
	r->line_first = line.base - line.slope / 2; /* a block's place is its middle */
	r->line_last = line.base + line.slope * ((double)n - 0.5);
	r->slope_low = (line.slope - line.error) / block;
	r->slope_high = (line.slope + line.error) / block;
	r->confidence = fmin(line.confidence, 0.999);
	r->slowing = late < SLOWING * early;
	return true;
}

static bool judge_staircase(struct reading *r, const struct curve *curve)
{
	static const double starts[] = {WARM_UP, 0.5, 0.65};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (judge_window(r, curve, starts[i], 1 - CLEAN_UP))
			return true;
	return false;
}

/* ---- sawtooth and spike ------------------------------------------------------------------- */

struct turns {
	size_t tops;
	double at[BUCKETS], drop[BUCKETS]; /* bucket of each top; how far it fell */
};

/* Turning points that differ by `least` or more. */
static void find_turns(struct turns *turns, const struct curve *curve, size_t from, double least)
{
	double top = -HUGE_VAL, bottom = HUGE_VAL, top_at = 0;
	bool falling = false;
	turns->tops = 0;
	for (size_t i = from; i < curve->count; i++) {
		const struct bucket *b = &curve->buckets[i];
		if (!falling) {
			if (b->high > top) {
				top = b->high;
				top_at = (double)i;
			}
			bottom = fmin(bottom, b->low);
			if (top - b->low >= least && (double)i > top_at) {
				falling = true;
				bottom = b->low;
			}
			continue;
		}
		bottom = fmin(bottom, b->low);
		if (b->high - bottom < least && i + 1 < curve->count)
			continue;
		turns->at[turns->tops] = top_at;
		turns->drop[turns->tops++] = top - bottom;
		falling = false;
		top = b->high;
		top_at = (double)i;
	}
}

/* Teeth are of about one height, and each was seen growing. Noise, too, goes up and down. */
static bool are_teeth(const struct turns *turns, double period)
{
	double middle = quantile(turns->drop, turns->tops, 0.5);
	double spread =
		quantile(turns->drop, turns->tops, 0.9) - quantile(turns->drop, turns->tops, 0.1);
	return period >= SEEN_A_TOOTH && spread <= UNLIKE_MOST * middle;
}

static void judge_teeth(struct reading *r, const struct curve *curve)
{
	double values[BUCKETS];
	size_t from = (size_t)(0.1 * (double)curve->count);
	for (size_t i = 0; i < curve->count; i++)
		values[i] = (i & 1) ? curve->buckets[i].high : curve->buckets[i].low;
	double swing = quantile(values + from, curve->count - from, 0.98) -
		       quantile(values + from, curve->count - from, 0.02);
	if (swing < fmax(SWING_LEAST * r->level, curve->noise_least))
		return;
	struct turns *turns = mp_alloc(sizeof *turns);
	find_turns(turns, curve, from, TOOTH * swing);
	if (turns->tops >= 3) {
		double gaps[BUCKETS];
		for (size_t i = 1; i < turns->tops; i++)
			gaps[i - 1] = turns->at[i] - turns->at[i - 1];
		double period = quantile(gaps, turns->tops - 1, 0.5);
		r->period = period * curve->width;
		r->amplitude = quantile(turns->drop, turns->tops, 0.5);
		if (are_teeth(turns, period)) {
			r->teeth = (unsigned)turns->tops;
			r->kind = READING_SAWTOOTH;
		}
	}
	free(turns);
}

/* The highest point, if it stands out and is soon over. */
static void judge_spike(struct reading *r, const struct curve *curve, double top, double top_time)
{
	double values[BUCKETS];
	size_t above = 0;
	for (size_t i = 0; i < curve->count; i++)
		values[i] = curve->buckets[i].low;
	double usual = quantile(values, curve->count, 0.9);
	if (r->kind == READING_STAIRCASE) /* the end of a stair with its teeth is no spike */
		usual = fmax(usual, r->last + 1.5 * r->amplitude);
	double height = top - usual, lowest = quantile(values, curve->count, 0.1);
	if (r->kind != READING_STAIRCASE && height < SPIKE_OVER * (usual - lowest))
		return;
	if (height < SPIKE_LEAST * r->level || height < 16 * curve->noise_least)
		return;
	for (size_t i = 0; i < curve->count; i++)
		above += curve->buckets[i].high > usual + height / 2;
	if ((double)above > fmax(SPIKE_LONGEST * (double)curve->count, 2))
		return;
	r->spike_time = top_time - curve->start;
	r->spike_mib = top;
	r->spike_seconds = (double)above * curve->width;
	if (r->kind == READING_STEADY)
		r->kind = READING_SPIKE;
}

/* Where the start-up's climb came to its level. */
static void find_climb(struct reading *r, const struct curve *curve)
{
	double start = curve->buckets[0].low, level = r->level;
	if (level - start < fmax(0.2 * level, curve->noise_least))
		return;
	for (size_t i = 0; i < curve->count; i++)
		if (curve->buckets[i].high >= start + 0.9 * (level - start)) {
			r->climb_end = (double)(i + 1) * curve->width;
			return;
		}
}

void reading_make(struct reading *r, const struct timeline_series *series,
		  const struct timeline_point *high, bool heap)
{
	*r = (struct reading){.heap = heap};
	if (series->count < SAMPLES_LEAST ||
	    series->points[series->count - 1].time <= series->points[0].time)
		return;
	struct curve *curve = make_curve(series, heap);
	struct timeline_point top = timeline_series_peak(series);
	if (high && high->time && high->mib > top.mib)
		top = *high;
	double lows[BUCKETS];
	for (size_t i = 0; i < curve->count; i++)
		lows[i] = curve->buckets[i].low;
	r->kind = READING_STEADY;
	r->duration = series->points[series->count - 1].time - series->points[0].time;
	r->level = quantile(lows, curve->count, 0.5);
	r->low = quantile(lows, curve->count, 0);
	r->high = top.mib;
	r->to = r->duration;
	r->first = lows[0];
	r->last = lows[curve->count - 1];
	judge_teeth(r, curve);
	judge_staircase(r, curve);
	judge_spike(r, curve, top.mib, top.time);
	if (r->kind == READING_STEADY) {
		size_t from = (size_t)(WARM_UP * (double)curve->count);
		r->uneven = quantile(lows + from, curve->count - from, 0.95) -
				    quantile(lows + from, curve->count - from, 0.05) >
			    UNEVEN * r->level;
		if (!r->uneven)
			find_climb(r, curve);
	}
	free(curve);
}

void reading_of_timeline(struct reading *r, const struct timeline *t)
{
	bool heap = t->heap.count >= SAMPLES_LEAST || !strcmp(t->backend, "heap");
	if (t->heap.count >= SAMPLES_LEAST)
		reading_make(r, &t->heap, &t->high_heap, true);
	else
		reading_make(r, &t->memory, heap ? &t->high_heap : &t->high_memory, heap);
}
