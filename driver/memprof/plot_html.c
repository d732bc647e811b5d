/* plot_html.c - one page that needs nothing else: data, our script and style (html/), and uPlot,
 * all inlined. uPlot comes from npm when memprof is built; a build without it makes no pages, and
 * says so. */
#include "plot.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "common.h"

static char *read_part(const char *name)
{
	char *directory = mp_library_directory();
	char *path = mp_format("%s/html/%s", directory, name);
	FILE *file = fopen(path, "re");
	struct mp_text text = {0};
	char buffer[65536];
	size_t size;
	while (file && (size = fread(buffer, 1, sizeof buffer, file)) > 0)
		mp_text_add(&text, buffer, size);
	if (file)
		fclose(file);
	else
		mp_error("%s is missing, so there are no html pages: memprof was built without npm "
			 "(png, svg, pdf and --terminal work)",
			 path);
	free(path);
	free(directory);
	if (file)
		mp_text_add(&text, "", 1);
	return text.data;
}

/* json_string refuses what is not UTF-8; a file may hold anything. */
static json_t *string(const char *text)
{
	json_t *result = json_string(text);
	if (result)
		return result;
	char *copy = mp_strdup(text);
	for (char *c = copy; *c; c++)
		if (*c & 0x80)
			*c = '?';
	result = json_string(copy);
	free(copy);
	return result;
}

static json_t *series_json(const struct plot_curve *curve)
{
	static const char *const kinds[] = {"memory", "heap", "child", "slope", "floor"};
	json_t *x = json_array(), *y = json_array();
	for (size_t i = 0; i < curve->series.count; i++) {
		json_array_append_new(x, json_real(curve->series.points[i].time));
		json_array_append_new(y, json_real(curve->series.points[i].mib));
	}
	return json_pack("{so ss ss so so}", "name", string(curve->name), "kind",
			 kinds[curve->kind], "colour", curve->colour, "x", x, "y", y);
}

static json_t *lines_json(const struct plot *plot)
{
	json_t *result = json_array();
	for (size_t i = 0; i < plot->line_count; i++) {
		const struct plot_line *line = &plot->lines[i];
		json_array_append_new(
			result, json_pack("{so so sf sf sf}", "place", string(line->place),
					  "function", string(line->function), "mib", line->peak_mib,
					  "first", line->first, "last", line->last));
	}
	return result;
}

static json_t *calls_json(const struct plot *plot)
{
	json_t *result = json_array();
	for (size_t i = 0; i < plot->call_count; i++) {
		const struct plot_call *call = &plot->calls[i];
		json_array_append_new(result, json_pack("[I f f f f i]", (json_int_t)call->function,
							call->in, call->out, call->mib_in,
							call->mib_out, call->level));
	}
	return result;
}

static json_t *page_json(const struct plot *plot)
{
	json_t *curves = json_array(), *functions = json_array(), *marks = json_array();
	json_t *readings = json_array();
	for (size_t i = 0; i < plot->curve_count; i++)
		json_array_append_new(curves, series_json(&plot->curves[i]));
	for (size_t i = 0; i < plot->function_count; i++)
		json_array_append_new(functions,
				      json_pack("{so ss sf sI}", "name",
						string(plot->functions[i].name), "colour",
						plot->functions[i].colour, "seconds",
						plot->functions[i].seconds, "spans",
						(json_int_t)plot->functions[i].spans));
	for (size_t i = 0; i < plot->mark_count; i++)
		json_array_append_new(marks,
				      json_pack("{so sf}", "name", string(plot->marks[i].name),
						"time", plot->marks[i].time));
	for (size_t i = 0; i < plot->reading_count; i++)
		json_array_append_new(readings, string(plot->readings[i]));
	return json_pack("{so so so so so so so so sf s[ff] s[ff] sb}", "title",
			 string(plot->title), "subtitle", string(plot->subtitle), "curves", curves,
			 "functions", functions, "calls", calls_json(plot), "marks", marks, "lines",
			 lines_json(plot), "readings", readings, "linesTime", plot->lines_time,
			 "peak", plot->peak.time, plot->peak.mib, "window",
			 plot->options.to > 0 ? plot->options.from : 0.0, plot->duration, "flame",
			 plot->options.flame);
}

/* Inside <script>, `</` would end it and `<!--` change it. */
static void put_script_safe(FILE *out, const char *json)
{
	for (; *json; json++)
		if (*json == '<')
			fputs("\\u003c", out);
		else
			fputc(*json, out);
}

static void put_escaped(FILE *out, const char *text)
{
	for (; *text; text++)
		if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else
			fputc(*text, out);
}

static bool put_page(FILE *out, const struct plot *plot)
{
	static const char *const names[] = {"uplot.css", "timeline.css", "uplot.js", "timeline.js",
					    "uplot.license"};
	char *parts[5] = {0};
	bool good = true;
	for (int i = 0; i < 5 && good; i++)
		good = (parts[i] = read_part(names[i])) != NULL;
	json_t *json = good ? page_json(plot) : NULL;
	char *text = json ? json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(9)) : NULL;
	if (good && !text)
		mp_error("out of memory");
	good = good && text;
	if (good) {
		fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
		      "<title>memory: ",
		      out);
		put_escaped(out, plot->title);
		fprintf(out,
			"</title>\n<!-- uPlot:\n%s-->\n<style>\n%s%s</style>\n</head>\n<body>\n",
			parts[4], parts[0], parts[1]);
		fprintf(out, "<script>\n%s</script>\n<script>\nconst DATA = ", parts[2]);
		put_script_safe(out, text);
		fprintf(out, ";\n%s</script>\n</body>\n</html>\n", parts[3]);
	}
	for (int i = 0; i < 5; i++)
		free(parts[i]);
	free(text);
	json_decref(json);
	return good;
}

bool plot_html(const struct plot *plot, const char *output)
{
	FILE *out = fopen(output, "we");
	if (!out) {
		mp_error("%s: %s", output, strerror(errno));
		return false;
	}
	bool good = put_page(out, plot), written = !ferror(out);
	written = fclose(out) == 0 && written;
	if (good && !written)
		mp_error("%s: could not be written", output);
	if (!good || !written)
		remove(output);
	return good && written;
}
