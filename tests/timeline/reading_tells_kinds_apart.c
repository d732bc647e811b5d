/* Readings of made series, thousands of them: each kind is recognised, and what is no leak is
 * not called one. Random numbers come from fixed seeds: a run is repeatable. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

#define SAMPLES 600
#define STEP 0.1 /* seconds */
#define TRIALS 400

static uint64_t state;

static double uniform(void)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (double)(state >> 11) / 9007199254740992.0;
}

static double normal(void)
{
	return sqrt(-2 * log(1 - uniform())) * cos(6.283185307179586 * uniform());
}

/* One value of a series at time `at` out of `duration` seconds. */
struct maker {
	const char *name;
	double (*value)(double at, double duration, bool first);
};

static double flat(double at, double duration, bool first)
{
	(void)at, (void)duration, (void)first;
	return 100;
}

static double noise(double at, double duration, bool first)
{
	(void)at, (void)duration, (void)first;
	return 100 + 3 * normal();
}

/* Many threads that come and go: mean-reverting, with a memory of some seconds. */
static double threads(double at, double duration, bool first)
{
	static double x;
	(void)at, (void)duration;
	x = first ? 0 : x * 0.97 + normal();
	return 100 + 2 * x;
}

/* A resident size that never gives back: the highest so far of what many threads hold. */
static double high_water(double at, double duration, bool first)
{
	static double top;
	double now = threads(at, duration, first);
	top = first ? now : fmax(top, now);
	return top;
}

/* The same of independent requests: rare large ones push it up, ever more rarely. */
static double large_requests(double at, double duration, bool first)
{
	static double top;
	double now = 20 * pow(1 - uniform(), -0.4);
	(void)at, (void)duration;
	top = first ? now : fmax(top, now);
	return 50 + top;
}

static double random_walk(double at, double duration, bool first)
{
	static double x;
	(void)at, (void)duration;
	x = first ? 0 : x + 0.3 * normal();
	return 100 + x;
}

/* A cache: fills up, then stays. */
static double cache(double at, double duration, bool first)
{
	static double fill;
	if (first)
		fill = duration * (0.03 + 0.12 * uniform());
	return 20 + 80 * (1 - exp(-at / fill)) + 0.3 * normal();
}

static double one_step(double at, double duration, bool first)
{
	static double when;
	if (first)
		when = duration * uniform();
	return (at < when ? 50 : 90) + 0.2 * normal();
}

static double two_steps(double at, double duration, bool first)
{
	static double when[2];
	if (first) {
		when[0] = duration * uniform();
		when[1] = duration * uniform();
	}
	return 50 + 20 * (at > when[0]) + 20 * (at > when[1]) + 0.2 * normal();
}

static double sawtooth(double at, double duration, bool first)
{
	static double period, next, base;
	if (first) {
		period = duration / (5 + floor(20 * uniform()));
		next = 0;
	}
	if (first || at >= next) {
		base = at;
		next = at + period * (0.8 + 0.4 * uniform());
	}
	return 40 + 50 * (at - base) / period + 0.5 * normal();
}

/* Start-up climbs for a fifth of the run, and everything is freed at the end. */
static double batch_job(double at, double duration, bool first)
{
	(void)first;
	if (at > 0.985 * duration)
		return 2;
	return fmin(at / (0.2 * duration), 1) * 300 + normal();
}

static double falling(double at, double duration, bool first)
{
	(void)first;
	return 200 - 100 * at / duration + normal();
}

static double slow_leak(double at, double duration, bool first)
{
	(void)first;
	return 100 + 5 * at / duration + 0.2 * normal();
}

static double leak_under_noise(double at, double duration, bool first)
{
	return threads(at, duration, first) + 160 * at / duration;
}

/* With twelve teeth or more: fewer have too few valleys to judge by. */
static double leak_under_sawtooth(double at, double duration, bool first)
{
	return sawtooth(at, 0.45 * duration, first) + 60 * at / duration;
}

static double stairs(double at, double duration, bool first)
{
	(void)first;
	return 50 + 4 * floor(at / duration * 12);
}

static double late_leak(double at, double duration, bool first)
{
	(void)first;
	return 50 + fmax(at - 0.45 * duration, 0) / duration * 50 + 0.1 * normal();
}

/* Leaks 1 KiB a second of exact heap for a minute. */
static double small_leak(double at, double duration, bool first)
{
	(void)first, (void)duration;
	return 1 + floor(at) / 1024;
}

static double spike(double at, double duration, bool first)
{
	static double when;
	if (first)
		when = duration * (0.05 + 0.9 * uniform());
	return (fabs(at - when) < 0.12 ? 200 : 30) + 0.3 * normal();
}

static void make(const struct maker *maker, struct timeline_series *series)
{
	series->count = 0;
	for (int i = 0; i < SAMPLES; i++)
		timeline_series_add(series, 1e9 + i * STEP,
				    maker->value(i * STEP, SAMPLES * STEP, i == 0));
}

/* Of TRIALS series of this maker, how many are read as `kind`. */
static unsigned count(const struct maker *maker, enum reading_kind kind, struct reading *last)
{
	struct timeline_series series = {0};
	unsigned result = 0;
	state = 4711;
	for (int i = 0; i < TRIALS; i++) {
		make(maker, &series);
		reading_make(last, &series, NULL, true);
		char *text = reading_text(last);
		assert_non_null(text);
		free(text);
		result += last->kind == kind;
	}
	free(series.points);
	return result;
}

static void what_is_no_leak_is_not_called_one(void **unused)
{
	static const struct {
		struct maker maker;
		unsigned most; /* false alarms in TRIALS */
	} cases[] = {
		{{"flat", flat}, 0},         {{"noise", noise}, 4},
		{{"threads", threads}, 8},   {{"cache", cache}, 4},
		{{"one step", one_step}, 0}, {{"two steps", two_steps}, 4},
		{{"sawtooth", sawtooth}, 4}, {{"batch", batch_job}, 0},
		{{"falling", falling}, 0},   {{"spike", spike}, 2},
		{{"walk", random_walk}, 40},
		{{"high water", high_water}, 8},
		{{"large", large_requests}, 8},
	};
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		unsigned alarms = count(&cases[i].maker, READING_STAIRCASE, &reading);
		print_message("%-10s %u false alarms in %d\n", cases[i].maker.name, alarms, TRIALS);
		assert_in_range(alarms, 0, cases[i].most);
	}
}

static void leaks_are_found(void **unused)
{
	static const struct {
		struct maker maker;
		unsigned least;
		double slope; /* MiB a second */
	} cases[] = {
		{{"slow", slow_leak}, TRIALS, 5.0 / 60},
		{{"noisy", leak_under_noise}, TRIALS * 9 / 10, 160.0 / 60},
		{{"on sawtooth", leak_under_sawtooth}, TRIALS * 9 / 10, 1},
		{{"stairs", stairs}, TRIALS, 48.0 / 60},
		{{"late", late_leak}, TRIALS, 50.0 / 60},
		{{"1 KiB/s", small_leak}, TRIALS, 1.0 / 1024},
	};
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		unsigned found = count(&cases[i].maker, READING_STAIRCASE, &reading);
		print_message("%-12s %u found of %d, slope %g of %g\n", cases[i].maker.name, found,
			      TRIALS, reading.slope, cases[i].slope);
		assert_in_range(found, cases[i].least, TRIALS);
		if (reading.kind == READING_STAIRCASE) {
			assert_true(fabs(reading.slope - cases[i].slope) < 0.3 * cases[i].slope);
			assert_true(reading.slope_low <= reading.slope &&
				    reading.slope <= reading.slope_high);
		}
	}
}

static void shapes_are_named(void **unused)
{
	static const struct {
		struct maker maker;
		enum reading_kind kind;
		unsigned least;
	} cases[] = {
		{{"flat", flat}, READING_STEADY, TRIALS},
		{{"cache", cache}, READING_STEADY, TRIALS * 9 / 10},
		{{"noise", noise}, READING_STEADY, TRIALS * 98 / 100},
		{{"threads", threads}, READING_STEADY, TRIALS * 7 / 10},
		{{"falling", falling}, READING_STEADY, TRIALS},
		{{"sawtooth", sawtooth}, READING_SAWTOOTH, TRIALS * 95 / 100},
		{{"spike", spike}, READING_SPIKE, TRIALS * 98 / 100},
	};
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		unsigned named = count(&cases[i].maker, cases[i].kind, &reading);
		print_message("%-10s %u of %d are %s\n", cases[i].maker.name, named, TRIALS,
			      reading_kind_name(cases[i].kind));
		assert_in_range(named, cases[i].least, TRIALS);
	}
}

static void numbers_of_a_sawtooth_are_right(void **unused)
{
	struct timeline_series series = {0};
	struct reading reading;
	(void)unused;
	for (int i = 0; i < SAMPLES; i++)
		timeline_series_add(&series, i * STEP, 10 + (double)(i % 50));
	reading_make(&reading, &series, NULL, false);
	assert_int_equal(reading.kind, READING_SAWTOOTH);
	assert_true(fabs(reading.period - 5) < 0.2);
	assert_true(fabs(reading.amplitude - 49) < 1);
	assert_true(reading.low == 10 && reading.high == 59);
	free(series.points);
}

static void a_spike_between_samples_is_told_by_the_high_mark(void **unused)
{
	struct timeline_series series = {0};
	struct reading reading;
	struct timeline_point high = {30.03, 500};
	(void)unused;
	for (int i = 0; i < SAMPLES; i++)
		timeline_series_add(&series, i * STEP, 10);
	reading_make(&reading, &series, &high, false);
	assert_int_equal(reading.kind, READING_SPIKE);
	assert_true(reading.spike_mib == 500 && fabs(reading.spike_time - 30.03) < 0.01);
	free(series.points);
}

static void what_goes_up_and_down_is_called_uneven(void **unused)
{
	static const struct maker even = {"noise", noise}, down = {"falling", falling};
	struct reading reading;
	(void)unused;
	assert_int_equal(count(&even, READING_STEADY, &reading), TRIALS);
	assert_false(reading.uneven);
	assert_int_equal(count(&down, READING_STEADY, &reading), TRIALS);
	assert_true(reading.uneven);
	char *text = reading_text(&reading);
	assert_non_null(strstr(text, "uneven: half the time below 1"));
	free(text);
}

static void odd_series_do_no_harm(void **unused)
{
	struct timeline_series series = {0};
	struct reading reading;
	(void)unused;
	reading_make(&reading, &series, NULL, false);
	assert_int_equal(reading.kind, READING_SHORT);
	for (int i = 0; i < SAMPLES; i++) /* all at one time */
		timeline_series_add(&series, 5, i);
	reading_make(&reading, &series, NULL, false);
	assert_int_equal(reading.kind, READING_SHORT);
	timeline_series_add(&series, 1e300, 1e300);
	timeline_series_add(&series, 1e308, -1e300);
	reading_make(&reading, &series, NULL, false);
	char *text = reading_text(&reading);
	assert_non_null(text);
	free(text);
	free(series.points);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_leak_is_not_called_one),
		cmocka_unit_test(leaks_are_found),
		cmocka_unit_test(shapes_are_named),
		cmocka_unit_test(numbers_of_a_sawtooth_are_right),
		cmocka_unit_test(a_spike_between_samples_is_told_by_the_high_mark),
		cmocka_unit_test(what_goes_up_and_down_is_called_uneven),
		cmocka_unit_test(odd_series_do_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
