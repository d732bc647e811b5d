/* reading_fit.c - see reading_fit.h. */
#include "reading_fit.h"

#include <math.h>

/* Student's t to a normal deviate and back (Wallace's approximation). */
static double deviate(double t, double freedom)
{
	return (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom));
}

static double student(double z, double freedom)
{
	z *= (8 * freedom + 3) / (8 * freedom + 1);
	return sqrt(freedom * expm1(z * z / freedom));
}

struct reading_fit reading_fit(const double *x, const double *y, size_t n)
{
	double mean_x = 0, mean_y = 0, xx = 0, xy = 0, lag = 0, before = 0;
	for (size_t i = 0; i < n; i++) {
		mean_x += x[i] / (double)n;
		mean_y += y[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		xx += (x[i] - mean_x) * (x[i] - mean_x);
		xy += (x[i] - mean_x) * (y[i] - mean_y);
	}
	struct reading_fit fit = {.slope = xx > 0 ? xy / xx : 0};
	fit.base = mean_y - fit.slope * mean_x;
	for (size_t i = 0; i < n; i++) {
		double residual = y[i] - fit.base - fit.slope * x[i];
		fit.residual += residual * residual;
		lag += i ? residual * before : 0;
		before = residual;
	}
	double correlation = fit.residual > 0 ? fmax(lag / fit.residual, 0) : 0;
	double size = fmax((double)n * (1 - correlation) / (1 + correlation), 3);
	double error = xx > 0 ? sqrt(fit.residual / (size - 2) / (xx * size / (double)n)) : 0;
	fit.error = error * student(1.96, size - 2);
	double t = error > 0 ? fit.slope / error : fit.slope > 0 ? 1e6 : 0;
	fit.confidence = t > 0 ? 0.5 * erfc(-deviate(t, size - 2) / sqrt(2)) : 0;
	return fit;
}
