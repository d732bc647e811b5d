/* cmd_diff.c - `memprof diff`: two runs, or a run and a baseline, side by side. The biggest change
 * comes first; what did not change is left out. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include "check_diff.h"
#include "commands.h"

static const char help[] =
	"Usage: memprof diff BEFORE AFTER [options]\n"
	"\n"
	"Shows what changed between two runs, line by line, the biggest change first. BEFORE and "
	"AFTER\n"
	"are profiles, or baselines of `memprof baseline`. Lines are matched by function and "
	"text.\n"
	"\n"
	"  --metric=COLUMN    what to show: increment, peak, occurrences, allocs, allocated, "
	"frees,\n"
	"                     freed, retained or net (increment)\n"
	"  --annotate         the functions that changed, line by line\n"
	"  --json             for programs: every line that changed in any column\n"
	"  --top=N            only the N biggest changes\n"
	"  --source-dir=DIR   look for sources here too (repeatable)\n"
	"  -h, --help         this text\n"
	"\n"
	"If a source changed since BEFORE was built, record a baseline before the change and "
	"compare\n"
	"with that: it has the text of the lines.\n";

enum { OPT_METRIC = 256, OPT_ANNOTATE, OPT_JSON, OPT_TOP, OPT_SOURCE_DIR };

static const struct option long_options[] = {
	{"metric", required_argument, NULL, OPT_METRIC},
	{"annotate", no_argument, NULL, OPT_ANNOTATE},
	{"json", no_argument, NULL, OPT_JSON},
	{"top", required_argument, NULL, OPT_TOP},
	{"source-dir", required_argument, NULL, OPT_SOURCE_DIR},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct options {
	struct check_diff_options diff;
	bool json, annotate;
	const char **source_dirs;
	size_t source_dir_count, source_dir_room;
};

static void set_option(struct options *o, int option)
{
	uint64_t top;
	switch (option) {
	case OPT_METRIC:
		if (!mp_column_parse(optarg, &o->diff.metric) || o->diff.metric == MP_MEM_USAGE)
			mp_die(1, "--metric: '%s' is no column that can be compared", optarg);
		break;
	case OPT_ANNOTATE:
		o->annotate = true;
		break;
	case OPT_JSON:
		o->json = true;
		break;
	case OPT_TOP:
		if (!mp_number_parse(optarg, SIZE_MAX, &top) || top == 0)
			mp_die(1, "--top: '%s' is not a number from 1 on", optarg);
		o->diff.top = top;
		break;
	case OPT_SOURCE_DIR:
		*MP_PUSH(o->source_dirs, o->source_dir_count, o->source_dir_room) = optarg;
		(void)MP_PUSH(o->source_dirs, o->source_dir_count, o->source_dir_room);
		o->source_dir_count--;
		break;
	}
}

static int parse(struct options *o, int argc, char **argv)
{
	*o = (struct options){.diff = {.metric = MP_INCREMENT}};
	optind = 1;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":h", long_options, NULL)) != -1;) {
		if (option == 'h') {
			fputs(help, stdout);
			return 0;
		}
		if (option == ':')
			mp_die(1, "diff: %s needs a value", argv[optind - 1]);
		if (option == '?')
			mp_die(1, "diff: unknown option %s; `memprof diff --help` lists them",
			       argv[optind - 1]);
		set_option(o, option);
	}
	if (argc - optind != 2)
		mp_die(1, "diff: two runs are needed: memprof diff BEFORE AFTER");
	return -1;
}

/* A profile with all that hangs on it, or a baseline. */
struct side {
	struct mp_profile *profile; /* null: a baseline */
	struct check check;
	const struct check_snapshot *snapshot;
};

static bool is_baseline(const char *path)
{
	char start[18] = {0};
	FILE *in = fopen(path, "re");
	bool is = in && fread(start, 1, 17, in) == 17 && strcmp(start, "# memprof baselin") == 0;
	if (in)
		fclose(in);
	return is;
}

static void open_side(struct side *side, const char *path, const struct options *o)
{
	static const struct mp_profile none = {.path = "", .program = ""};
	char *error = NULL;
	bool baseline = is_baseline(path);
	*side = (struct side){0};
	if (!baseline)
		side->profile = mp_load(path, &(struct mp_load_options){0}, &error);
	if (error)
		mp_die(1, "%s", error);
	check_init(&side->check, baseline ? &none : side->profile);
	side->check.source_dirs = o->source_dirs;
	side->snapshot = baseline ? check_baseline_read(side->check.arena, path, &error)
				  : check_snapshot_of(&side->check);
	if (error)
		mp_die(1, "%s", error);
}

static void close_side(struct side *side)
{
	check_free(&side->check);
	mp_free(side->profile);
}

int cmd_diff(int argc, char **argv)
{
	struct options o;
	struct side before, after;
	int status = parse(&o, argc, argv);
	if (status >= 0)
		return status;
	open_side(&before, argv[optind], &o);
	open_side(&after, argv[optind + 1], &o);
	if (strcmp(before.snapshot->metric, after.snapshot->metric) != 0)
		mp_die(1, "%s measured %s, but %s measured %s", argv[optind],
		       before.snapshot->metric, argv[optind + 1], after.snapshot->metric);
	struct check_diff *diff = check_diff_new(&after.check, before.snapshot, after.snapshot);
	if (o.json)
		check_diff_json(diff, &o.diff, stdout);
	else if (o.annotate)
		check_diff_annotate(diff, &o.diff, stdout);
	else
		check_diff_text(diff, &o.diff, stdout);
	check_diff_free(diff);
	close_side(&before);
	close_side(&after);
	free(o.source_dirs);
	return 0;
}
