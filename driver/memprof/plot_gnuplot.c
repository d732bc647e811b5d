/* plot_gnuplot.c - pictures by gnuplot: a script with its data, down a pipe.
 *
 * Strings stand in single quotes, where gnuplot runs no commands; a quote is doubled. An output
 * name that begins with `|` would be a command too, so names are made to begin with `/` or `./`. */
#include "plot.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define WIDTH 1400
#define HEIGHT 620
#define ROW 18        /* pixels of a text row below the picture */
#define WRAP 165      /* characters */
#define NAMED_MOST 12 /* functions in the key */
#define KEY_MOST 20   /* characters of their names there */
#define RECTANGLES_MOST 2000

static const char *const colours[] = {"#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e",
				      "#8c564b", "#17becf", "#bcbd22", "#e377c2", "#7f7f7f"};
#define COLOURS (sizeof colours / sizeof *colours)

/* They go on where the curves' end. */
static const char *function_colour(const struct plot *plot, size_t function)
{
	return colours[(function + plot->curve_count - 1) % COLOURS];
}

static void quoted(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text; text++) {
		if (*text == '\'')
			fputc('\'', out);
		fputc(*text, out);
	}
	fputc('\'', out);
}

/* ---- data --------------------------------------------------------------------------------- */

static void put_curves(FILE *out, const struct plot *plot, double unit)
{
	for (size_t i = 0; i < plot->curve_count; i++) {
		const struct timeline_series *series = &plot->curves[i].series;
		fprintf(out, "$curve%zu << EOD\n", i);
		for (size_t j = 0; j < series->count; j++)
			fprintf(out, "%.6f %.6f\n", series->points[j].time / unit,
				series->points[j].mib);
		fputs("EOD\n", out);
	}
}

/* '[' where it is entered, ']' where it is left, at the memory it had there. */
static void put_bracket(FILE *out, double x, double y, double dx, double dy)
{
	fprintf(out, "%.6f %.6f\n%.6f %.6f\n%.6f %.6f\n%.6f %.6f\n\n", x + dx, y - dy, x, y - dy, x,
		y + dy, x + dx, y + dy);
}

static void put_brackets(FILE *out, const struct plot *plot, double unit)
{
	double dx = plot->duration / unit / 150, dy = plot->highest / 40;
	for (size_t i = 0; i < plot->function_count; i++) {
		fprintf(out, "$calls%zu << EOD\n", i);
		for (size_t j = 0; j < plot->call_count; j++) {
			const struct plot_call *call = &plot->calls[j];
			if (call->function != i)
				continue;
			put_bracket(out, call->in / unit, call->mib_in, dx, dy);
			put_bracket(out, call->out / unit, call->mib_out, -dx, dy);
		}
		fputs("EOD\n", out);
	}
}

/* ---- texts -------------------------------------------------------------------------------- */

/* Bottom rows: readings, then lines. Returns how many; writes them if `out`. */
static size_t put_rows(FILE *out, const struct plot *plot, double height)
{
	size_t row = 0;
	struct mp_text text = {0};
	for (size_t i = 0; i < plot->reading_count; i++) {
		const char *rest = plot->readings[i];
		while (*rest) {
			size_t length = strlen(rest), cut = length;
			if (length > WRAP)
				for (cut = WRAP; cut > WRAP / 2 && rest[cut] != ' '; cut--)
					continue;
			text.size = 0;
			mp_text_add(&text, rest, cut);
			mp_text_add(&text, "", 1);
			row++;
			if (out) {
				fprintf(out, "set label %zu ", row);
				quoted(out, text.data);
				fprintf(out, " at screen 0.05, screen %.5f noenhanced\n",
					1 - (HEIGHT + ROW * (double)row) / height);
			}
			rest += cut + (rest[cut] == ' ');
		}
	}
	for (size_t i = 0; i < plot->line_count && i < 6; i++) {
		const struct plot_line *line = &plot->lines[i];
		text.size = 0;
		mp_text_printf(&text, "%9.3f MiB at %.3g s   %s   %s", line->peak_mib,
			       plot->lines_time, line->place, line->function);
		if (line->last > line->first)
			mp_text_printf(&text, "   grows from %.3f to %.3f MiB", line->first,
				       line->last);
		row++;
		if (!out)
			continue;
		fprintf(out, "set label %zu ", row);
		quoted(out, text.data);
		fprintf(out, " at screen 0.05, screen %.5f noenhanced\n",
			1 - (HEIGHT + ROW * (double)row) / height);
	}
	mp_text_free(&text);
	return row;
}

static void put_peak(FILE *out, const struct plot *plot, double unit)
{
	if (plot->peak.mib <= 0)
		return;
	double x = plot->peak.time / unit, y = plot->peak.mib;
	fprintf(out,
		"set arrow 1 from %.6f, graph 0 to %.6f, graph 1 nohead dt 2 lc rgb '#d62728'\n"
		"set arrow 2 from graph 0, first %.6f to graph 1, first %.6f nohead dt 2 lc rgb "
		"'#d62728'\n",
		x, x, y, y);
	bool right = plot->duration > 0 && plot->peak.time > 0.8 * plot->duration;
	fprintf(out,
		"set label 1000 ' peak %.3f MiB ' at %.6f, %.6f offset 0,0.6 %s tc rgb "
		"'#d62728' noenhanced\n",
		y, x, y, right ? "right" : "left");
}

static void put_marks(FILE *out, const struct plot *plot, double unit)
{
	for (size_t i = 0; i < plot->mark_count && i < 100; i++) {
		double x = plot->marks[i].time / unit;
		fprintf(out,
			"set arrow %zu from %.6f, graph 0 to %.6f, graph 0.06 nohead lc rgb "
			"'#555555'\n"
			"set label %zu ",
			1100 + i, x, x, 1100 + i);
		quoted(out, plot->marks[i].name);
		fprintf(out, " at %.6f, graph 0.07 rotate by 90 noenhanced font ',9'\n", x);
	}
}

/* ---- the script --------------------------------------------------------------------------- */

static void put_terminal(FILE *out, const char *terminal, const char *output, double height)
{
	if (!strcmp(terminal, "pdf"))
		fprintf(out, "set terminal pdfcairo size %.2fin,%.2fin font 'Sans,9'\n",
			WIDTH / 120.0, height / 120);
	else if (!strcmp(terminal, "svg"))
		fprintf(out, "set terminal svg size %d,%.0f font 'Sans,12' background 'white'\n",
			WIDTH, height);
	else if (!strcmp(terminal, "png"))
		fprintf(out, "set terminal pngcairo size %d,%.0f font 'Sans,10'\n", WIDTH, height);
	else
		fprintf(out, "set terminal %s size %d,%.0f persist\n", terminal, WIDTH, height);
	if (!output)
		return;
	char *name = mp_format("%s%s", *output == '/' ? "" : "./", output);
	fputs("set output ", out);
	quoted(out, name);
	fputc('\n', out);
	free(name);
}

static void put_frame(FILE *out, const struct plot *plot, const char *unit_name, double unit,
		      double height)
{
	fputs("set encoding utf8\nset title ", out);
	quoted(out, plot->title);
	fprintf(out,
		" noenhanced\nset key at screen 0.79, screen 0.94 left top Left reverse noenhanced "
		"samplen 2 font ',9'\n"
		"set grid lc rgb '#dddddd'\nset border 3\nset tics nomirror\n"
		"set ylabel 'memory used (MiB)'\nset yrange [0:*]\nset offsets 0,0,graph 0.08,0\n"
		"set xrange [%.6f:%.6f]\nset lmargin at screen 0.06\nset rmargin at screen 0.78\n"
		"set xlabel 'time (%s)'\n",
		plot->options.to > 0 ? plot->options.from / unit : 0.0,
		(plot->duration > 0 ? plot->duration : 1) / unit, unit_name);
	fprintf(out, "set tmargin at screen %.5f\nset bmargin at screen %.5f\n", 1 - 40 / height,
		1 - (HEIGHT - 50) / height);
}

static void put_function_title(FILE *out, const struct plot_function *f, size_t index)
{
	if (index >= NAMED_MOST) {
		fputs("notitle", out);
		return;
	}
	const char *dots = strlen(f->name) > KEY_MOST ? "..." : "";
	char *title = f->calls > 1 ? mp_format("%.*s%s %.3fs in %zu", KEY_MOST, f->name, dots,
					       f->seconds, f->calls)
				   : mp_format("%.*s%s %.3fs", KEY_MOST, f->name, dots, f->seconds);
	fputs("title ", out);
	quoted(out, title);
	free(title);
}

static void put_curve_plots(FILE *out, const struct plot *plot, double unit)
{
	const char *comma = "plot ";
	for (size_t i = 0; i < plot->curve_count; i++) {
		const struct plot_curve *curve = &plot->curves[i];
		char *slope = mp_format("%s slope %.5f", curve->name, curve->slope);
		bool sloped = plot->options.slope && curve->kind != PLOT_CHILD;
		fprintf(out, "%s$curve%zu using 1:2 with lines lw 1.5 lc rgb '%s' title ", comma, i,
			i ? colours[(i - 1) % COLOURS] : "#000000");
		quoted(out, sloped ? slope : curve->name);
		comma = ", \\\n  ";
		if (sloped)
			fprintf(out, "%s%.9g * x + %.9g with lines lw 1 dt 4 lc rgb '%s' notitle",
				comma, curve->slope * unit, curve->base,
				i ? colours[(i - 1) % COLOURS] : "#000000");
		free(slope);
	}
	for (size_t i = 0; i < plot->function_count; i++) {
		if (plot->options.flame && i >= NAMED_MOST)
			break;
		if (plot->options.flame)
			fprintf(out, "%skeyentry with lines lw 6 lc rgb '%s' ", comma,
				function_colour(plot, i));
		else
			fprintf(out, "%s$calls%zu using 1:2 with lines lw 2 lc rgb '%s' ", comma, i,
				function_colour(plot, i));
		put_function_title(out, &plot->functions[i], i);
	}
	fputc('\n', out);
}

/* Rectangles by stack level below the curve. */
static void put_flame(FILE *out, const struct plot *plot, const char *unit_name, double unit,
		      double height)
{
	double span = plot->duration > 0 ? plot->duration : 1;
	fputs("unset label\nunset arrow\nunset title\nset key off\nset ylabel 'level'\n"
	      "set offsets 0,0,0,0\nset ytics 1\n",
	      out);
	fprintf(out, "set yrange [0:%d]\nset xlabel 'time (%s)'\n", plot->deepest + 1, unit_name);
	fprintf(out, "set tmargin at screen %.5f\nset bmargin at screen %.5f\n",
		1 - (HEIGHT * 0.62 + 20) / height, 1 - (HEIGHT - 50) / height);
	for (size_t i = 0; i < plot->call_count && i < RECTANGLES_MOST; i++) {
		const struct plot_call *call = &plot->calls[i];
		double width = fmax(call->out - call->in, span / 1000);
		fprintf(out,
			"set object %zu rect from %.6f,%d to %.6f,%.2f fc rgb '%s' fs solid 0.6 "
			"border lc rgb '#ffffff'\n",
			i + 1, call->in / unit, call->level, (call->in + width) / unit,
			call->level + 0.95, function_colour(plot, call->function));
		const char *name = plot->functions[call->function].name;
		if ((double)strlen(name) * 0.0075 > width / span)
			continue;
		fprintf(out, "set label %zu ", i + 1);
		quoted(out, name);
		fprintf(out, " at %.6f,%.2f center front noenhanced font ',9'\n",
			(call->in + width / 2) / unit, call->level + 0.5);
	}
	fputs("plot NaN notitle\n", out);
}

static void put_script(FILE *out, const struct plot *plot, const char *terminal, const char *output)
{
	const char *unit_name;
	double unit = plot_time_unit(plot->duration, &unit_name);
	double height = HEIGHT + ROW * ((double)put_rows(NULL, plot, 1) + 1);
	bool flame = plot->options.flame && plot->call_count;
	put_terminal(out, terminal, output, height);
	put_curves(out, plot, unit);
	put_brackets(out, plot, unit);
	put_frame(out, plot, flame ? "" : unit_name, unit, height);
	put_rows(out, plot, height);
	put_peak(out, plot, unit);
	put_marks(out, plot, unit);
	if (flame)
		fprintf(out, "set multiplot\nset xlabel\nset bmargin at screen %.5f\n",
			1 - (HEIGHT * 0.62 - 10) / height);
	put_curve_plots(out, plot, unit);
	if (flame)
		put_flame(out, plot, unit_name, unit, height);
	if (flame)
		fputs("unset multiplot\n", out);
}

bool plot_gnuplot_has_window(void)
{
	const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
	if (!(x && *x) && !(wayland && *wayland))
		return false;
	return system("echo 'set terminal qt' | gnuplot >/dev/null 2>&1") == 0;
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
