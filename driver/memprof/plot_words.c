/* plot_words.c - the text of a picture: title, key, readings, the table of lines, peak, marks. */
#include "plot_picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

#define ROW 19.0
#define TEXT 13.0  /* pixels */
#define SMALL 12.0 /* pixels */
#define LETTER 7.2 /* pixels; a wide guess, for fonts differ */
#define LINES_MOST 8
#define MARKS_MOST 100
#define NAME_MOST 26 /* characters of a function in the key */
#define KEY_LEAST 120.0
#define KEY_MOST 330.0
#define KEY_LINE 62.0 /* pixels before the text of an entry, and behind it */

void picture_quoted(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text; text++) {
		if (*text == '\'')
			fputc('\'', out);
		fputc(*text, out);
	}
	fputc('\'', out);
}

void picture_font(const struct picture *p, const char *face, double pixels)
{
	/* Gnuplot's svg takes a face with a weight for the name of a family. */
	fprintf(p->out, " font '%.*s,%.3g'", p->svg ? (int)strcspn(face, ":") : (int)strlen(face),
		face, pixels * p->points);
}

double picture_x(double x)
{
	return x / PICTURE_WIDTH;
}

double picture_y(const struct picture *p, double y)
{
	return 1 - y / p->height;
}

/* ---- the key ------------------------------------------------------------------------------ */

char *picture_function_name(const struct plot_function *f)
{
	int length = strlen(f->name) > NAME_MOST ? NAME_MOST - 3 : NAME_MOST;
	const char *dots = strlen(f->name) > NAME_MOST ? "..." : "";
	if (f->spans > 1)
		return mp_format("%.*s%s %.3f s in %zu", length, f->name, dots, f->seconds,
				 f->spans);
	return mp_format("%.*s%s %.3f s", length, f->name, dots, f->seconds);
}

double picture_key_width(const struct plot *plot)
{
	size_t longest = 0;
	for (size_t i = 0; i < plot->curve_count; i++) {
		size_t length = strlen(plot->curves[i].name);
		longest = length > longest ? length : longest;
	}
	for (size_t i = 0; i < plot->function_count && i < PICTURE_NAMED_MOST; i++) {
		char *name = picture_function_name(&plot->functions[i]);
		longest = strlen(name) > longest ? strlen(name) : longest;
		free(name);
	}
	return fmin(fmax((double)longest * LETTER + KEY_LINE, KEY_LEAST), KEY_MOST);
}

/* ---- rows of text ------------------------------------------------------------------------- */

/* One label; `number` is gnuplot's for it, `align` left or right. */
static void put_label(const struct picture *p, size_t number, const char *text, double x, double y,
		      const char *align, const char *face, const char *colour)
{
	fprintf(p->out, "set label %zu ", number);
	picture_quoted(p->out, text);
	fprintf(p->out, " at screen %.5f, screen %.5f %s noenhanced tc rgb '%s'", picture_x(x),
		picture_y(p, y), align, colour);
	picture_font(p, face, TEXT);
	fputc('\n', p->out);
}

void picture_title(const struct picture *p)
{
	put_label(p, 1, p->plot->title, PICTURE_LEFT - 50, 20, "left", "Sans:Bold", "#111111");
	put_label(p, 2, p->plot->subtitle, PICTURE_LEFT - 50, 20 + ROW, "left", "Sans", "#666666");
}

/* A reading, cut into rows; returns how many. Without `out` they are only counted. */
static size_t put_reading(const struct picture *p, const char *rest, size_t row)
{
	size_t wrap = (size_t)((PICTURE_WIDTH - 2 * PICTURE_LEFT) / LETTER), rows = 0;
	while (*rest) {
		size_t cut = strlen(rest);
		if (cut > wrap)
			for (cut = wrap; cut > wrap / 2 && rest[cut] != ' '; cut--)
				continue;
		char *part = mp_strndup(rest, cut);
		if (p->out)
			put_label(p, 10 + row + rows, part, PICTURE_LEFT - 50,
				  p->words + ROW * (double)(row + rows), "left", "Sans", "#111111");
		free(part);
		rest += cut + (rest[cut] == ' ');
		rows++;
	}
	return rows;
}

static void put_line(const struct picture *p, size_t number, const struct plot_line *line, double y)
{
	bool grows = line->last > line->first;
	const char *colour = grows ? "#b01010" : "#111111", *face = grows ? "Sans:Bold" : "Sans";
	char *size = mp_format("%.3f", line->peak_mib);
	char *growth = grows ? mp_format("%+.3f", line->last - line->first) : mp_strdup("");
	char *span = mp_format("from %.3f to %.3f", line->first, line->last);
	char *place = plot_tail(line->place, 60),
	     *function = mp_strndup(line->function, strnlen(line->function, 60));
	put_label(p, number, size, PICTURE_LEFT + 20, y, "right", face, colour);
	put_label(p, number + 1, growth, PICTURE_LEFT + 110, y, "right", face, colour);
	put_label(p, number + 2, place, PICTURE_LEFT + 300, y, "left", face, colour);
	put_label(p, number + 3, function, PICTURE_LEFT + 760, y, "left", face, colour);
	if (grows)
		put_label(p, number + 4, span, PICTURE_LEFT + 125, y, "left", "Sans", colour);
	free(span);
	free(function);
	free(place);
	free(growth);
	free(size);
}

static void put_lines(const struct picture *p, double y)
{
	const struct plot *plot = p->plot;
	char *head = mp_format("line that holds it, at %.4g s", plot->lines_time);
	put_label(p, 100, "MiB", PICTURE_LEFT + 20, y, "right", "Sans", "#666666");
	put_label(p, 101, "growth", PICTURE_LEFT + 110, y, "right", "Sans", "#666666");
	put_label(p, 102, head, PICTURE_LEFT + 300, y, "left", "Sans", "#666666");
	put_label(p, 103, "function", PICTURE_LEFT + 760, y, "left", "Sans", "#666666");
	for (size_t i = 0; i < plot->line_count && i < LINES_MOST; i++)
		put_line(p, 104 + 5 * i, &plot->lines[i], y + ROW * (double)(i + 1));
	free(head);
}

double picture_words(const struct picture *p)
{
	const struct plot *plot = p->plot;
	size_t row = 0, lines = plot->line_count < LINES_MOST ? plot->line_count : LINES_MOST;
	for (size_t i = 0; i < plot->reading_count; i++)
		row += put_reading(p, plot->readings[i], row);
	double height = ROW * (double)row;
	if (lines && p->out)
		put_lines(p, p->words + height + ROW / 2);
	return height + (lines ? ROW * ((double)lines + 1.5) : 0) + ROW / 2;
}

/* ---- in the curves ------------------------------------------------------------------------ */

void picture_peak(const struct picture *p)
{
	const struct plot *plot = p->plot;
	double x = plot->peak.time / p->unit, y = plot->peak.mib;
	if (y <= 0)
		return;
	fprintf(p->out,
		"set arrow 1 from %.6f, graph 0 to %.6f, graph 1 nohead dt 2 lw 0.8 lc rgb "
		"'#d62728' back\n"
		"set arrow 2 from graph 0, first %.6f to graph 1, first %.6f nohead dt 2 lw 0.8 lc "
		"rgb '#d62728' back\n",
		x, x, y, y);
	bool right = plot->duration > 0 && plot->peak.time > 0.7 * plot->duration;
	fprintf(p->out,
		"set style textbox noborder margins 0.5,0.3 opaque\n"
		"set label 3 'peak %.3f MiB' at %.6f, %.6f offset %s, 0.8 %s front boxed tc rgb "
		"'#d62728' noenhanced",
		y, x, y, right ? "-0.8" : "0.8", right ? "right" : "left");
	picture_font(p, "Sans", TEXT);
	fputc('\n', p->out);
}

void picture_marks(const struct picture *p)
{
	for (size_t i = 0; i < p->plot->mark_count && i < MARKS_MOST; i++) {
		double x = p->plot->marks[i].time / p->unit;
		fprintf(p->out,
			"set arrow %zu from %.6f, graph 0 to %.6f, graph 1 nohead lc rgb '#999999' "
			"back\nset label %zu ",
			1000 + i, x, x, 1000 + i);
		picture_quoted(p->out, p->plot->marks[i].name);
		fprintf(p->out, " at %.6f, graph 0.02 rotate by 90 offset -1.1,0 noenhanced", x);
		picture_font(p, "Sans", SMALL);
		fputc('\n', p->out);
	}
}
