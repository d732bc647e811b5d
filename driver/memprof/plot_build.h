/* plot_build.h - what the parts of the plot's model share: plot_model.c, plot_calls.c. */
#ifndef MEMPROF_PLOT_BUILD_H
#define MEMPROF_PLOT_BUILD_H

#include "plot.h"

/* A copy without control characters, cut to fit. */
char *plot_clean(const char *text, size_t most);
const char *plot_next_colour(struct plot *plot);
/* Brackets: summed up by function, longest first. */
void plot_add_calls(struct plot *plot, const struct timeline *timeline);
void plot_add_marks(struct plot *plot, const struct timeline *timeline);

#endif
