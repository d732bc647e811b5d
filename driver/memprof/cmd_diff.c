/* cmd_diff.c - `memprof diff`: two runs, or a run and a baseline, side by side. The biggest change
 * comes first; what did not change is left out. */
#include <stdlib.h>
#include <string.h>
#include "check_diff.h"
#include "command_line.h"
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

struct options {
	struct check_diff_options diff;
	bool json, annotate;
	struct mp_list source_dirs;
};

static void take_metric(void *options, const char *value)
{
	struct options *o = options;
	if (!mp_column_parse(value, &o->diff.metric) || o->diff.metric == MP_MEM_USAGE)
		mp_die(1, "--metric: '%s' is no column that can be compared", value);
}

static void take_top(void *options, const char *value)
{
	struct options *o = options;
	uint64_t top;
	if (!mp_number_parse(value, SIZE_MAX, &top) || top == 0)
		mp_die(1, "--top: '%s' is not a number from 1 on", value);
	o->diff.top = top;
}

static const struct mp_option table[] = {
	{"metric", 0, MP_OPTION_VALUE, 0, take_metric},
	{"annotate", 0, MP_OPTION_FLAG, offsetof(struct options, annotate), NULL},
	{"json", 0, MP_OPTION_FLAG, offsetof(struct options, json), NULL},
	{"top", 0, MP_OPTION_VALUE, 0, take_top},
	{"source-dir", 0, MP_OPTION_LIST, offsetof(struct options, source_dirs), NULL},
	{NULL, 0, MP_OPTION_FLAG, 0, NULL},
};

static const struct mp_command command = {"diff", help, table, 1};

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
	side->check.source_dirs = o->source_dirs.items;
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
	struct options o = {.diff = {.metric = MP_INCREMENT}};
	struct side before, after;
	if (!mp_command_line(&command, &o, &argc, &argv))
		return 0;
	if (argc != 2)
		mp_die(1, "diff: two runs are needed: memprof diff BEFORE AFTER");
	open_side(&before, argv[0], &o);
	open_side(&after, argv[1], &o);
	if (strcmp(before.snapshot->metric, after.snapshot->metric) != 0)
		mp_die(1, "%s measured %s, but %s measured %s", argv[0], before.snapshot->metric,
		       argv[1], after.snapshot->metric);
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
	free(o.source_dirs.items);
	return 0;
}
