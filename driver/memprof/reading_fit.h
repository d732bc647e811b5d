/* reading_fit.h - a straight line through values, and how sure one may be that it rises. */
#ifndef MEMPROF_READING_FIT_H
#define MEMPROF_READING_FIT_H

#include <stddef.h>

struct reading_fit {
	double slope, base; /* y = base + slope * x */
	double residual;    /* sum of squares */
	double error;       /* half of the slope's 95 % interval */
	double confidence;  /* that it rises, 0 ... 1 */
};

/* Least squares over n >= 3 values in the order of x. Neighbours that lean the same way tell less
 * than independent ones: the number of values is reduced by the residuals' autocorrelation. */
struct reading_fit reading_fit(const double *x, const double *y, size_t n);

#endif
