/* plot_terminal.c - a plot in the terminal: curves in braille dots (two by four in a character),
 * functions as bars below, then the reading and the lines in words. */
#include "plot.h"

#include <locale.h>
#include <langinfo.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common.h"

#define LEFT 11 /* columns of the axis on the left */
#define BARS_MOST 12

struct canvas {
	int columns, rows; /* characters */
	uint8_t *dots;     /* a byte of dots for each character */
	uint8_t *owner;    /* curve + 1 that drew there last; beyond 255: as if one */
};

static enum mp_colour curve_colour(const struct plot *plot, size_t curve)
{
	static const enum mp_colour palette[] = {MP_PLAIN, MP_GREEN, MP_CYAN, MP_YELLOW};
	if (plot->curves[curve].kind == PLOT_FLOOR)
		return MP_RED;
	return palette[curve % (sizeof palette / sizeof *palette)];
}

static void dot(struct canvas *canvas, int x, int y, size_t curve)
{
	static const uint8_t bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	if (x < 0 || y < 0 || x >= 2 * canvas->columns || y >= 4 * canvas->rows)
		return;
	int at = y / 4 * canvas->columns + x / 2;
	canvas->dots[at] |= bits[y % 4][x % 2];
	canvas->owner[at] = (uint8_t)(curve < 255 ? curve + 1 : 255);
}

static double bounded(double value)
{
	return fmin(fmax(value, -10000), 10000);
}

static void segment(struct canvas *canvas, double x0, double y0, double x1, double y1, size_t curve)
{
	x0 = bounded(x0), y0 = bounded(y0), x1 = bounded(x1), y1 = bounded(y1);
	int steps = (int)fmin(fmax(fabs(x1 - x0), fabs(y1 - y0)), 10000) + 1;
	for (int i = 0; i <= steps; i++) {
		double share = (double)i / steps;
		dot(canvas, (int)(x0 + share * (x1 - x0) + 0.5),
		    (int)(y0 + share * (y1 - y0) + 0.5), curve);
	}
}

struct frame {
	double from, to, top; /* seconds, seconds, MiB */
};

static void draw(struct canvas *canvas, const struct plot *plot, const struct frame *frame)
{
	double width = 2 * canvas->columns - 1, height = 4 * canvas->rows - 1;
	double span = frame->to > frame->from ? frame->to - frame->from : 1;
	for (size_t c = plot->curve_count; c-- > 0;) {
		const struct timeline_series *series = &plot->curves[c].series;
		double x0 = 0, y0 = 0;
		for (size_t i = 0; i < series->count; i++) {
			double x = (series->points[i].time - frame->from) / span * width;
			double y = height - series->points[i].mib / frame->top * height;
			segment(canvas, i ? x0 : x, i ? y0 : y, x, y, c);
			x0 = x;
			y0 = y;
		}
	}
}

static void put_cell(FILE *out, unsigned dots, bool unicode)
{
	if (!dots)
		fputc(' ', out);
	else if (!unicode)
		fputc('*', out);
	else
		fprintf(out, "\xe2%c%c", 0xa0 + (dots >> 6), 0x80 + (dots & 0x3f));
}

static bool is_peak(const struct canvas *canvas, const struct plot *plot, const struct frame *frame,
		    int column, int row)
{
	double span = frame->to > frame->from ? frame->to - frame->from : 1;
	double x = (plot->peak.time - frame->from) / span * (2 * canvas->columns - 1);
	double y = (1 - plot->peak.mib / frame->top) * (4 * canvas->rows - 1);
	return plot->peak.mib > 0 && column == floor((x + 0.5) / 2) &&
	       row == fmax(floor((y + 0.5) / 4) - 1, 0);
}

static void put_row(FILE *out, const struct canvas *canvas, const struct plot *plot,
		    const struct frame *frame, int row, bool colour, bool unicode)
{
	size_t last = 0;
	for (int column = 0; column < canvas->columns; column++) {
		int at = row * canvas->columns + column;
		if (is_peak(canvas, plot, frame, column, row)) {
			fprintf(out, "%s%s%s", mp_colour(colour, MP_RED), unicode ? "▼" : "v",
				mp_colour(colour, MP_PLAIN));
			last = 0;
			continue;
		}
		if (canvas->owner[at] != last) {
			last = canvas->owner[at];
			fputs(mp_colour(colour, MP_PLAIN), out);
			if (last)
				fputs(mp_colour(colour, curve_colour(plot, last - 1)), out);
		}
		put_cell(out, canvas->dots[at], unicode);
	}
	fprintf(out, "%s\n", mp_colour(colour, MP_PLAIN));
}

static void put_canvas(FILE *out, const struct canvas *canvas, const struct plot *plot,
		       const struct frame *frame, bool colour, bool unicode)
{
	for (int row = 0; row < canvas->rows; row++) {
		if (row % 4 == 0)
			fprintf(out, "%*.4g ", LEFT - 3,
				frame->top * (1 - (double)row / canvas->rows));
		else
			fprintf(out, "%*s ", LEFT - 3, "");
		fputs(unicode ? "│" : "|", out);
		put_row(out, canvas, plot, frame, row, colour, unicode);
	}
}

static void put_axis(FILE *out, const struct canvas *canvas, const struct frame *frame,
		     bool unicode)
{
	const char *unit_name;
	double unit = plot_time_unit(frame->to, &unit_name);
	fprintf(out, "%*d %s", LEFT - 3, 0, unicode ? "└" : "+");
	for (int i = 0; i < canvas->columns; i++)
		fputs(unicode ? "─" : "-", out);
	char right[64];
	int size = snprintf(right, sizeof right, "%.4g %s", frame->to / unit, unit_name);
	fprintf(out, "\n%*s MiB %-*.4g%s\n", LEFT - 6, "", canvas->columns - size + 2,
		frame->from / unit, right);
}

/* A bar with its name behind it, before it, or in it, wherever there is room. */
static void put_bar(FILE *out, const char *cells, int columns, const char *name, bool unicode)
{
	int first = columns, last = 0, length = (int)strlen(name);
	for (int i = 0; i < columns; i++)
		if (cells[i]) {
			first = i < first ? i : first;
			last = i;
		}
	length = length > columns - 2 ? columns - 2 : length;
	int at = last + 2 + length <= columns ? last + 2
		 : first > length             ? first - 1 - length
					      : (columns - length) / 2;
	for (int i = 0; i < columns; i++) {
		if (i >= at && i < at + length)
			fputc(name[i - at], out);
		else if (i + 1 == at || i == at + length)
			fputc(' ', out);
		else
			fputs(!cells[i] ? " " : unicode ? "▬" : "=", out);
	}
	fputc('\n', out);
}

/* One bar for each function: where it was open. */
static void put_bars(FILE *out, const struct plot *plot, const struct frame *frame, int columns,
		     bool unicode)
{
	double span = frame->to > frame->from ? frame->to - frame->from : 1;
	for (size_t f = 0; f < plot->function_count && f < BARS_MOST; f++) {
		char *cells = mp_alloc((size_t)columns);
		memset(cells, 0, (size_t)columns);
		for (size_t i = 0; i < plot->call_count; i++) {
			const struct plot_call *call = &plot->calls[i];
			if (call->function != f)
				continue;
			double first = (call->in - frame->from) / span * (columns - 1);
			double last = (call->out - frame->from) / span * (columns - 1);
			for (int x = (int)fmin(fmax(floor(first), 0), columns);
			     x < columns && x <= last; x++)
				cells[x] = 1;
		}
		fprintf(out, "%*s", LEFT - 1, "");
		put_bar(out, cells, columns, plot->functions[f].name, unicode);
		free(cells);
	}
	if (plot->function_count > BARS_MOST)
		fprintf(out, "%*s... and %zu functions more\n", LEFT - 1, "",
			plot->function_count - BARS_MOST);
}

/* By words; a width of 0 is none: what reads it is no terminal. */
static void put_wrapped(FILE *out, const char *rest, size_t width)
{
	fputc('\n', out);
	while (*rest) {
		size_t cut = strlen(rest);
		if (width && cut > width)
			for (cut = width; cut > width / 2 && rest[cut] != ' '; cut--)
				continue;
		fprintf(out, "%.*s\n", (int)cut, rest);
		rest += cut + (rest[cut] == ' ');
	}
}

static void put_words(FILE *out, const struct plot *plot, bool colour, size_t width)
{
	char when[32];
	for (size_t i = 0; i < plot->curve_count; i++) {
		const struct plot_curve *curve = &plot->curves[i];
		fprintf(out, "  %s%s%s", mp_colour(colour, curve_colour(plot, i)), curve->name,
			mp_colour(colour, MP_PLAIN));
		if (!plot_is_straight(curve))
			fprintf(out, "  peak %.3f MiB at %s", curve->peak.mib,
				reading_span(when, curve->peak.time));
		fputc('\n', out);
	}
	for (size_t i = 0; i < plot->mark_count && i < 20; i++)
		fprintf(out, "  mark at %.4g s: %s\n", plot->marks[i].time, plot->marks[i].name);
	for (size_t i = 0; i < plot->reading_count; i++)
		put_wrapped(out, plot->readings[i], width);
	if (plot->line_count)
		fprintf(out, "\n%14s %14s  lines that hold it, at %.4g s\n", "MiB", "growth",
			plot->lines_time);
	for (size_t i = 0; i < plot->line_count; i++) {
		const struct plot_line *line = &plot->lines[i];
		fprintf(out, "%14.3f ", line->peak_mib);
		if (line->last > line->first)
			fprintf(out, "%+14.3f", line->last - line->first);
		else
			fprintf(out, "%14s", "");
		fprintf(out, "  %s  %s", line->place, line->function);
		if (line->last > line->first)
			fprintf(out, "  from %.3f to %.3f MiB", line->first, line->last);
		fputc('\n', out);
	}
}

static void find_size(FILE *out, int *columns, int *rows)
{
	struct winsize size;
	const char *from_environment = getenv("COLUMNS");
	*columns = 80;
	*rows = 24;
	if (!ioctl(fileno(out), TIOCGWINSZ, &size) && size.ws_col > 20 && size.ws_row > 8) {
		*columns = size.ws_col;
		*rows = size.ws_row;
	} else if (from_environment && atoi(from_environment) > 20) {
		*columns = atoi(from_environment);
	}
	*columns = *columns > 400 ? 400 : *columns;
	*rows = *rows > 48 ? 24 : *rows / 2;
}

/* A top at which the labels, one every four rows, are round numbers. */
static double round_top(double highest, int rows)
{
	int labels = rows / 4;
	double least = highest / labels, power = pow(10, floor(log10(least)));
	static const double steps[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i] * power >= least)
			return steps[i] * power * rows / 4;
	return highest;
}

bool plot_terminal(const struct plot *plot, FILE *out, bool colour)
{
	int columns, rows;
	setlocale(LC_CTYPE, "");
	bool unicode = !strcmp(nl_langinfo(CODESET), "UTF-8");
	find_size(out, &columns, &rows);
	struct canvas canvas = {.columns = columns - LEFT - 1, .rows = rows < 8 ? 8 : rows};
	size_t cells = (size_t)canvas.columns * (size_t)canvas.rows;
	canvas.dots = mp_zalloc(cells, 1);
	canvas.owner = mp_zalloc(cells, 1);
	struct frame frame = {plot->options.to > 0 ? plot->options.from : 0, plot->duration,
			      plot->highest > 0 ? round_top(plot->highest * 1.02, canvas.rows) : 1};
	if (*plot->title)
		fprintf(out, "%*s%s%s%s\n", LEFT, "", mp_colour(colour, MP_BOLD), plot->title,
			mp_colour(colour, MP_PLAIN));
	if (*plot->subtitle)
		fprintf(out, "%*s%s%s%s\n", LEFT, "", mp_colour(colour, MP_DIM), plot->subtitle,
			mp_colour(colour, MP_PLAIN));
	draw(&canvas, plot, &frame);
	put_canvas(out, &canvas, plot, &frame, colour, unicode);
	put_axis(out, &canvas, &frame, unicode);
	put_bars(out, plot, &frame, canvas.columns, unicode);
	put_words(out, plot, colour, isatty(fileno(out)) ? (size_t)columns : 0);
	free(canvas.dots);
	free(canvas.owner);
	return true;
}
