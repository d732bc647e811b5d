/* plot_gnuplot.c - pictures by gnuplot: a script with its data, down a pipe. The words in them are
 * plot_words.c's.
 *
 * An output name that begins with `|` would be a command, so names are made to begin with `/` or
 * `./`. */
#include "plot_picture.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define CURVES 500.0       /* pixels, of the curves' height ... */
#define CURVES_FLAME 330.0 /* ... with functions by level below them */
#define AXIS 56.0          /* room of the time axis and its label */
#define GAP 28.0           /* between curves and functions */
#define LEVEL 20.0         /* of one level, while there is room */
#define LEVELS_MOST 420.0  /* of all */
#define LEVEL_NAMED 13.0   /* lower ones have no names in them */
#define BRACKETS_MOST 40   /* functions that are bracketed, the longest */
#define RECTANGLES_MOST 2000

/* ---- data --------------------------------------------------------------------------------- */

static void put_curves(const struct picture *p)
{
	fprintf(p->out, "$corner << EOD\n%.6f %.6f\nEOD\n",
		p->plot->options.to > 0 ? p->plot->options.from / p->unit : 0.0,
		p->plot->highest > 0 ? p->plot->highest : 1.0);
	for (size_t i = 0; i < p->plot->curve_count; i++) {
		const struct timeline_series *series = &p->plot->curves[i].series;
		fprintf(p->out, "$curve%zu << EOD\n", i);
		for (size_t j = 0; j < series->count; j++)
			fprintf(p->out, "%.6f %.6f\n", series->points[j].time / p->unit,
				series->points[j].mib);
		fputs("EOD\n", p->out);
	}
}

/* '[' where it is entered, ']' where it is left, at the memory it had there. */
static void put_bracket(FILE *out, double x, double y, double dx, double dy)
{
	fprintf(out, "%.6f %.6f\n%.6f %.6f\n%.6f %.6f\n%.6f %.6f\n\n", x + dx, y - dy, x, y - dy, x,
		y + dy, x + dx, y + dy);
}

static size_t bracketed(const struct plot *plot)
{
	return plot->function_count < BRACKETS_MOST ? plot->function_count : BRACKETS_MOST;
}

static void put_brackets(const struct picture *p)
{
	const struct plot *plot = p->plot;
	double dx = plot->duration / p->unit / 150, dy = plot->highest / 40;
	for (size_t i = 0; i < bracketed(plot); i++) {
		fprintf(p->out, "$calls%zu << EOD\n", i);
		for (size_t j = 0; j < plot->call_count; j++) {
			const struct plot_call *call = &plot->calls[j];
			if (call->function != i)
				continue;
			put_bracket(p->out, call->in / p->unit, call->mib_in, dx, dy);
			put_bracket(p->out, call->out / p->unit, call->mib_out, -dx, dy);
		}
		fputs("EOD\n", p->out);
	}
}

/* ---- the script --------------------------------------------------------------------------- */

static void put_terminal(const struct picture *p, const char *terminal, const char *output)
{
	if (!strcmp(terminal, "pdf"))
		fprintf(p->out, "set terminal pdfcairo fontscale 0.76 size %.2fin,%.2fin",
			PICTURE_WIDTH / 100, p->height / 100);
	else if (!strcmp(terminal, "svg"))
		fprintf(p->out, "set terminal svg size %.0f,%.0f background 'white'", PICTURE_WIDTH,
			p->height);
	else
		fprintf(p->out, "set terminal %s size %.0f,%.0f%s",
			!strcmp(terminal, "png") ? "pngcairo" : terminal, PICTURE_WIDTH, p->height,
			output ? "" : " persist");
	picture_font(p, "Sans", 13);
	fputc('\n', p->out);
	if (!output)
		return;
	char *name = mp_format("%s%s", *output == '/' ? "" : "./", output);
	fputs("set output ", p->out);
	picture_quoted(p->out, name);
	fputc('\n', p->out);
	free(name);
}

static void put_margins(const struct picture *p, double top, double bottom)
{
	fprintf(p->out,
		"set lmargin at screen %.5f\nset rmargin at screen %.5f\n"
		"set tmargin at screen %.5f\nset bmargin at screen %.5f\n",
		picture_x(PICTURE_LEFT), picture_x(p->right), picture_y(p, top),
		picture_y(p, bottom));
}

static void put_frame(const struct picture *p)
{
	const struct plot *plot = p->plot;
	fprintf(p->out,
		"set encoding utf8\nset clip two\n"
		"set key at screen %.5f, screen %.5f left top Left reverse noenhanced samplen 2",
		picture_x(p->right + 16), picture_y(p, PICTURE_TOP));
	picture_font(p, "Sans", 12);
	fprintf(p->out,
		"\nset grid back lt 1 lw 0.7 dt 1 lc rgb '#e2e2e2'\nset border 3 lc rgb '#444444'\n"
		"set tics nomirror out scale 0.6 textcolor rgb '#111111'\n"
		"set ylabel 'memory (MiB)' tc rgb '#111111'\nset yrange [0:*]\n"
		"set offsets 0,0,graph 0.08,0\nset xrange [%.6f:%.6f]\n",
		plot->options.to > 0 ? plot->options.from / p->unit : 0.0,
		(plot->duration > 0 ? plot->duration : 1) / p->unit);
	if (!p->levels)
		fprintf(p->out, "set xlabel 'time (%s)' tc rgb '#111111'\n", p->unit_name);
	put_margins(p, PICTURE_TOP, p->bottom);
}

static void put_function_plots(const struct picture *p)
{
	for (size_t i = 0; i < bracketed(p->plot); i++) {
		const struct plot_function *f = &p->plot->functions[i];
		if (p->levels && i >= PICTURE_NAMED_MOST)
			break;
		if (p->levels)
			fprintf(p->out, ", \\\n  keyentry with lines lw 6 lc rgb '%s' ", f->colour);
		else
			fprintf(p->out, ", \\\n  $calls%zu using 1:2 with lines lw 2 lc rgb '%s' ",
				i, f->colour);
		char *name = picture_function_name(f);
		fputs(i < PICTURE_NAMED_MOST ? "title " : "notitle", p->out);
		if (i < PICTURE_NAMED_MOST)
			picture_quoted(p->out, name);
		free(name);
	}
}

/* Gnuplot gives up where no point is in sight: one in the corner always is. */
static void put_curve_plots(const struct picture *p)
{
	fputs("plot $corner using 1:2 with points pt 0 lc bgnd notitle", p->out);
	for (size_t i = 0; i < p->plot->curve_count; i++) {
		const struct plot_curve *curve = &p->plot->curves[i];
		fprintf(p->out, ", \\\n  $curve%zu using 1:2 with lines %s lc rgb '%s' title ", i,
			curve->kind == PLOT_FLOOR   ? "lw 2.5 dt '-'"
			: curve->kind == PLOT_SLOPE ? "lw 1.2 dt 4"
						    : "lw 1.5",
			curve->colour);
		picture_quoted(p->out, curve->name);
	}
	put_function_plots(p);
	fputc('\n', p->out);
}

static void put_rectangle(const struct picture *p, size_t number, const struct plot_call *call)
{
	const struct plot_function *f = &p->plot->functions[call->function];
	double span = p->plot->duration > 0 ? p->plot->duration : 1;
	double width = fmax(call->out - call->in, span / 1000);
	fprintf(p->out,
		"set object %zu rect from %.6f,%d to %.6f,%.2f fc rgb '%s' fs solid 0.55 border lc "
		"rgb '#ffffff'\n",
		number, call->in / p->unit, call->level, (call->in + width) / p->unit,
		call->level + 0.95, f->colour);
	double level = (p->low - p->levels) / (p->plot->deepest + 1);
	if (level < LEVEL_NAMED ||
	    (double)strlen(f->name) * 7.5 > width / span * (p->right - PICTURE_LEFT))
		return;
	fprintf(p->out, "set label %zu ", number);
	picture_quoted(p->out, f->name);
	fprintf(p->out, " at %.6f,%.2f center front noenhanced", (call->in + width / 2) / p->unit,
		call->level + 0.48);
	picture_font(p, "Sans", fmin(12, level - 2));
	fputc('\n', p->out);
}

/* Functions by level, in a plot of their own below the curves. */
static void put_flame(const struct picture *p)
{
	int levels = p->plot->deepest + 1, step = 1;
	while (levels / step > 10)
		step += step < 5 ? (step == 1 ? 1 : 3) : 5;
	fputs("unset label\nunset arrow\nset key off\nset ylabel 'level'\nset offsets 0,0,0,0\n"
	      "unset grid\n",
	      p->out);
	fprintf(p->out,
		"set ytics %d\nset yrange [0:%d]\nset xlabel 'time (%s)' tc rgb '#111111'\n"
		"set format x '%%g'\n",
		step, levels, p->unit_name);
	put_margins(p, p->levels, p->low);
	for (size_t i = 0; i < p->plot->call_count && i < RECTANGLES_MOST; i++)
		put_rectangle(p, i + 1, &p->plot->calls[i]);
	fputs("plot NaN notitle\n", p->out);
}

static void lay_out(struct picture *p)
{
	const struct plot *plot = p->plot;
	bool flame = plot->options.flame && plot->call_count;
	p->unit = plot_time_unit(plot->duration, &p->unit_name);
	p->right = PICTURE_WIDTH - picture_key_width(plot);
	p->bottom = PICTURE_TOP + (flame ? CURVES_FLAME : CURVES);
	p->low = p->bottom;
	if (flame) {
		p->levels = p->bottom + GAP;
		p->low =
			p->levels + fmin(fmax(LEVEL * (plot->deepest + 1), 3 * LEVEL), LEVELS_MOST);
	}
	p->words = p->low + AXIS + 20;
	p->height = p->words + picture_words(p);
}

static void put_script(FILE *out, const struct plot *plot, const char *terminal, const char *output)
{
	struct picture p = {.plot = plot};
	p.svg = !strcmp(terminal, "svg");
	p.points = p.svg ? 1 : !strcmp(terminal, "pdf") ? 0.72 : 0.75;
	lay_out(&p);
	p.out = out;
	put_terminal(&p, terminal, output);
	put_curves(&p);
	put_brackets(&p);
	put_frame(&p);
	picture_title(&p);
	picture_words(&p);
	picture_peak(&p);
	picture_marks(&p);
	if (p.levels)
		fputs("set multiplot\nset format x ''\n", out);
	put_curve_plots(&p);
	if (p.levels) {
		put_flame(&p);
		fputs("unset multiplot\n", out);
	}
}

/* ---- the process -------------------------------------------------------------------------- */

const char *plot_gnuplot_window(void)
{
	static const char *const terminals[] = {"qt", "wxt", "x11"};
	const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
	if (!(x && *x) && !(wayland && *wayland))
		return NULL;
	for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
		char *command =
			mp_format("echo 'set terminal %s' | gnuplot >/dev/null 2>&1", terminals[i]);
		bool good = system(command) == 0;
		free(command);
		if (good)
			return terminals[i];
	}
	return NULL;
}

bool plot_gnuplot(const struct plot *plot, const char *terminal, const char *output)
{
	signal(SIGPIPE, SIG_IGN); /* gnuplot that ends early is an error of its own */
	FILE *out = popen("gnuplot", "w");
	if (!out) {
		mp_error("cannot start gnuplot: %s", strerror(errno));
		return false;
	}
	put_script(out, plot, terminal, output);
	int status = pclose(out);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		mp_error("gnuplot is not installed: it draws png, svg and pdf (html and --terminal "
			 "do "
			 "without)");
	else
		mp_error("gnuplot failed (status %d)", status);
	return false;
}
