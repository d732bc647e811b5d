/* cmd_plot.c - memprof plot: timelines as a picture, a page, or in the terminal. */
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "common.h"
#include "plot.h"

#define BUCKETS 2000 /* a picture has 1100 pixels; a page can be zoomed */
#define BUCKETS_PAGE 10000

static const char help[] =
	"Usage: memprof plot [options] [FILE|NUMBER...]\n\n"
	"Shows timelines (the newest of the directory if none is given), ours or mprof's, and "
	"says\n"
	"in words what the curve is: steady, sawtooth, staircase (a leak), spike. Several are "
	"drawn\n"
	"in one plot, each from its own start.\n\n"
	"  -o, --output FILE        .png, .svg, .pdf (by gnuplot) or .html (one page, offline)\n"
	"      --terminal           in the terminal; so without -o where there is no display\n"
	"  -t, --title TEXT         default: the command\n"
	"  -n, --no-function-ts     no function brackets, no marks, no peak\n"
	"  -s, --slope              trend of each curve by least squares, in MiB a second\n"
	"  -w, --window FROM,TO     seconds since the first sample\n"
	"  -f, --flame              functions as rectangles by stack level\n"
	"      --colour WHEN        auto, always, never (of --terminal)\n"
	"  -h, --help               this\n";

enum { OPTION_TERMINAL = 1000, OPTION_COLOUR };

static const struct option long_options[] = {{"output", required_argument, NULL, 'o'},
					     {"terminal", no_argument, NULL, OPTION_TERMINAL},
					     {"title", required_argument, NULL, 't'},
					     {"no-function-ts", no_argument, NULL, 'n'},
					     {"slope", no_argument, NULL, 's'},
					     {"window", required_argument, NULL, 'w'},
					     {"flame", no_argument, NULL, 'f'},
					     {"colour", required_argument, NULL, OPTION_COLOUR},
					     {"color", required_argument, NULL, OPTION_COLOUR},
					     {"help", no_argument, NULL, 'h'},
					     {0}};

static void parse_window(struct plot_options *options, const char *text)
{
	char *end;
	options->from = strtod(text, &end);
	if (end == text || *end != ',' || !isfinite(options->from))
		mp_die(1, "--window %s: give two numbers of seconds, as 10,60", text);
	const char *second = end + 1;
	options->to = strtod(second, &end);
	if (end == second || *end || !isfinite(options->to) || options->to <= options->from ||
	    options->to <= 0)
		mp_die(1, "--window %s: give two numbers of seconds, as 10,60", text);
	options->from = fmax(options->from, 0);
}

static const char *parse(int argc, char **argv, struct plot_options *options)
{
	const char *colour = "auto";
	int option;
	optind = 0;
	while ((option = getopt_long(argc, argv, ":o:t:nsw:fh", long_options, NULL)) != -1) {
		switch (option) {
		case 'o':
			options->output = optarg;
			break;
		case 't':
			options->title = optarg;
			break;
		case 'n':
			options->no_functions = true;
			break;
		case 's':
			options->slope = true;
			break;
		case 'w':
			parse_window(options, optarg);
			break;
		case 'f':
			options->flame = true;
			break;
		case OPTION_TERMINAL:
			options->terminal = true;
			break;
		case OPTION_COLOUR:
			colour = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			exit(mp_finish(0));
		default:
			mp_bad_option("plot", argv, option);
		}
	}
	return colour;
}

static struct timeline *read_one(const char *text)
{
	const char *reason;
	char *path = timeline_name_resolve(text);
	if (!path)
		return NULL;
	struct timeline *t = timeline_read(path, &reason);
	if (!t)
		mp_error("%s: %s", path, reason);
	else if (t->odd)
		mp_warning("%s: %lu odd lines were left out", path, t->odd);
	free(path);
	return t;
}

/* png, svg, pdf, html, or null. */
static const char *format_of(const char *output)
{
	static const char *const formats[] = {"png", "svg", "pdf", "html"};
	const char *dot = strrchr(mp_path_base(output), '.');
	for (size_t i = 0; dot && i < 4; i++)
		if (!strcasecmp(dot + 1, formats[i]))
			return formats[i];
	return NULL;
}

static void check_window(struct timeline *const *timelines, size_t count,
			 const struct plot_options *options)
{
	double longest = 0;
	char length[32];
	for (size_t i = 0; i < count; i++) {
		const struct timeline_series *memory = &timelines[i]->memory;
		longest = fmax(longest,
			       memory->points[memory->count - 1].time - memory->points[0].time);
	}
	if (options->to > 0 && options->from > longest)
		mp_die(1, "--window %g,%g: there is nothing after %s", options->from, options->to,
		       reading_span(length, longest));
}

static bool show(struct timeline *const *timelines, size_t count,
		 const struct plot_options *options, const char *when)
{
	const char *format = options->output ? format_of(options->output) : NULL;
	bool colour, good, page = format && !strcmp(format, "html");
	if (options->output && !format)
		mp_die(1, "%s: name it .png, .svg, .pdf or .html", options->output);
	if (!mp_colour_parse(when, stdout, &colour))
		mp_die(1, "--colour %s: there are auto, always and never", when);
	check_window(timelines, count, options);
	struct plot *plot = plot_make(timelines, count, options, page ? BUCKETS_PAGE : BUCKETS);
	if (page)
		good = plot_html(plot, options->output);
	else if (format)
		good = plot_gnuplot(plot, format, options->output);
	else if (!options->terminal && (format = plot_gnuplot_window()))
		good = plot_gnuplot(plot, format, NULL);
	else
		good = plot_terminal(plot, stdout, colour);
	for (size_t i = 0; good && format && i < plot->reading_count; i++)
		puts(plot->readings[i]);
	plot_free(plot);
	return good;
}

int cmd_plot(int argc, char **argv)
{
	struct plot_options options = {0};
	char **arguments = timeline_arguments(&argc, argv);
	const char *colour = parse(argc, arguments, &options);
	char *newest[] = {(char *)"-1"};
	char **names = optind < argc ? arguments + optind : newest;
	size_t count = optind < argc ? (size_t)(argc - optind) : 1, read = 0;
	struct timeline **timelines = mp_zalloc(count, sizeof *timelines);
	for (size_t i = 0; i < count; i++)
		read += (timelines[i] = read_one(names[i])) != NULL;
	bool good = read == count && show(timelines, count, &options, colour);
	for (size_t i = 0; i < count; i++)
		timeline_free(timelines[i]);
	free(timelines);
	free(arguments);
	return good ? 0 : 1;
}
