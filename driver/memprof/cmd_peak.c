/* cmd_peak.c - memprof peak: the largest memory of timelines, of their children, or while a
 * function was open. Lines as mprof prints them. */
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "common.h"
#include "timeline.h"

#define FUNCTIONS_SHOWN 20

static const char help[] =
	"Usage: memprof peak [--func NAME] [FILE|NUMBER...]\n\n"
	"Prints the largest memory of each timeline (the newest of the directory if none is\n"
	"given), of its children, and of its exact heap if it has one. It includes maxima that\n"
	"fell between two samples, where the kernel or the runtime told of them.\n\n"
	"  -f, --func NAME   only while this function was open (main.work)\n"
	"  -h, --help        this\n";

static const struct option options[] = {
	{"func", required_argument, NULL, 'f'}, {"help", no_argument, NULL, 'h'}, {0}};

/* Largest sample inside a call; a call between two samples has its own values at both ends. */
static double peak_of_function(const struct timeline *t, const char *name)
{
	double peak = NAN;
	for (size_t i = 0; i < t->call_count; i++) {
		const struct timeline_call *call = &t->calls[i];
		if (strcmp(call->name, name))
			continue;
		peak = fmax(peak, fmax(call->mib_in, call->mib_out));
		for (size_t j = 0; j < t->memory.count; j++)
			if (t->memory.points[j].time >= call->in &&
			    t->memory.points[j].time <= call->out)
				peak = fmax(peak, t->memory.points[j].mib);
	}
	return peak;
}

/* The first few names, each once. */
static void show_functions(const struct timeline *t)
{
	const char *told[FUNCTIONS_SHOWN];
	size_t count = 0;
	if (!t->call_count)
		fputs("memprof: it has no functions at all\n", stderr);
	for (size_t i = 0; i < t->call_count; i++) {
		bool known = false;
		for (size_t j = 0; j < count && !known; j++)
			known = !strcmp(t->calls[i].name, told[j]);
		if (known)
			continue;
		if (count == FUNCTIONS_SHOWN) {
			fputs("memprof: ... and more\n", stderr);
			return;
		}
		told[count++] = t->calls[i].name;
		fprintf(stderr, "memprof: it has %s\n", t->calls[i].name);
	}
}

static bool show_function(const struct timeline *t, const char *name)
{
	double peak = peak_of_function(t, name);
	if (isnan(peak)) {
		mp_error("%s: no function %s in it", t->path, name);
		show_functions(t);
		return false;
	}
	printf("%s\t%.3f MiB\n", t->path, peak);
	return true;
}

static void show_all(const struct timeline *t)
{
	printf("%s\t%.3f MiB\n", t->path, timeline_peak(t).mib);
	for (size_t i = 0; i < t->child_count; i++)
		printf("  Child %ld\t\t\t%.3f MiB\n", t->children[i].pid,
		       timeline_series_peak(&t->children[i].series).mib);
	double heap = fmax(timeline_series_peak(&t->heap).mib, t->high_heap.mib);
	if (t->heap.count && strcmp(t->backend, "heap"))
		printf("  Heap\t\t\t%.3f MiB\n", heap);
}

static bool show(const char *text, const char *function)
{
	const char *reason;
	char *path = timeline_name_resolve(text);
	if (!path)
		return false;
	struct timeline *t = timeline_read(path, &reason);
	if (!t)
		mp_error("%s: %s", path, reason);
	bool good = t && (!function || show_function(t, function));
	if (good && !function)
		show_all(t);
	timeline_free(t);
	free(path);
	return good;
}

int cmd_peak(int argc, char **argv)
{
	const char *function = NULL;
	int option;
	bool good = true;
	argv = timeline_arguments(&argc, argv);
	optind = 0;
	while ((option = getopt_long(argc, argv, ":f:h", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(help, stdout);
			return 0;
		}
		if (option != 'f')
			mp_bad_option("peak", argv, option);
		function = optarg;
	}
	if (optind == argc)
		good = show("-1", function);
	for (int i = optind; i < argc; i++)
		good &= show(argv[i], function);
	free(argv);
	return good ? 0 : 1;
}
