/* plot_picture.h - a picture being written as a gnuplot script: plot_gnuplot.c runs gnuplot and
 * draws the curves, plot_words.c writes all text round them. All lengths are pixels of the png,
 * from the top left; other formats are the same picture in their own units. */
#ifndef MEMPROF_PLOT_PICTURE_H
#define MEMPROF_PLOT_PICTURE_H

#include <stdio.h>

#include "plot.h"

#define PICTURE_WIDTH 1400.0
#define PICTURE_LEFT 84.0 /* of the curves */
#define PICTURE_TOP 62.0

struct picture {
	FILE *out;
	const struct plot *plot;
	double height;         /* of everything */
	double right;          /* of the curves; the key stands beyond */
	double bottom;         /* of the curves */
	double levels, low;    /* of the functions by level, top and bottom; 0: none */
	double words;          /* where the text below begins */
	double unit;           /* seconds in a unit of the time axis */
	const char *unit_name; /* "minutes" */
	double points;         /* font size in points for a pixel */
	bool svg;
};

/* In single quotes gnuplot runs no commands; a quote is doubled. */
void picture_quoted(FILE *out, const char *text);
/* ",font 'Sans,9'" for letters of so many pixels. */
void picture_font(const struct picture *picture, const char *face, double pixels);
/* Place of a pixel on the page, as gnuplot's screen coordinates. */
double picture_x(double x);
double picture_y(const struct picture *picture, double y);

/* Widest entry of the key, in pixels; name of a function there, to be freed. */
double picture_key_width(const struct plot *plot);
char *picture_function_name(const struct plot_function *function);
#define PICTURE_NAMED_MOST 16 /* functions in the key */

/* Title, readings and lines; returns the height of what stands below the curves. */
void picture_title(const struct picture *picture);
double picture_words(const struct picture *picture);
/* Peak and marks, in the curves. */
void picture_peak(const struct picture *picture);
void picture_marks(const struct picture *picture);

#endif
