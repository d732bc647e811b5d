/* cmd_check.c - `memprof check`: options, and the order of things. Judging is in budget_apply.c and
 * check_compare.c, printing in check_text.c and its like. Exit status: 0 all hold, 1 a budget is
 * exceeded, 2 something could not be checked. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"
#include "commands.h"

#define CANNOT 2

static const char help[] =
	"Usage: memprof check [PROFILE] [options]\n"
	"\n"
	"Holds a run to its memory budgets: those in source comments (// memprof: increment <= 4\n"
	"KiB), those of budgets files, and the baseline of an earlier run. Without PROFILE: the\n"
	"newest *.memprof in the current folder.\n"
	"\n"
	"  --budgets=FILE      budgets beside the source (repeatable)\n"
	"  --no-comments       not those in the source\n"
	"  --partial           budgets that this run did not reach are no error\n"
	"  --baseline=FILE     compare with a run recorded by `memprof baseline`\n"
	"  --tolerance=T       growth to allow against it: 5%, 64B, or 5%,64B (the larger)\n"
	"  --metric=LIST       what to compare (increment,peak,allocs,allocated,retained)\n"
	"  --update            rewrite the baseline if all checks pass\n"
	"  --accept            with --update: even if it grew\n"
	"  --format=FORMAT     text, json, junit, sarif or github (repeatable)\n"
	"  --output=FILE       where the --format before it goes; else to the terminal\n"
	"  --quiet             print nothing but what --format asks for\n"
	"  --source-dir=DIR    look for sources here too (repeatable)\n"
	"  --root=DIR          paths in reports and baselines are relative to this (the folder\n"
	"                      with .git)\n"
	"  --allow-noisy       budgets on rss, and on runs that measured it\n"
	"  -h, --help          this text\n"
	"\n"
	"Exit status: 0 all hold; 1 a budget is exceeded; 2 something could not be checked.\n";

static const struct check_writer writers[] = {
	{"text", check_write_text},   {"json", check_write_json},     {"junit", check_write_junit},
	{"sarif", check_write_sarif}, {"github", check_write_github},
};

struct output {
	const struct check_writer *writer;
	const char *path; /* null: stdout */
};

struct list {
	const char **items;
	size_t count, room;
};

struct options {
	struct list budgets, source_dirs;
	struct output *outputs;
	size_t output_count, output_room;
	const char *baseline, *tolerance, *metrics, *root;
	bool no_comments, partial, update, accept, quiet, allow_noisy;
};

enum {
	OPT_BUDGETS = 256,
	OPT_NO_COMMENTS,
	OPT_PARTIAL,
	OPT_BASELINE,
	OPT_TOLERANCE,
	OPT_METRIC,
	OPT_UPDATE,
	OPT_ACCEPT,
	OPT_FORMAT,
	OPT_QUIET,
	OPT_SOURCE_DIR,
	OPT_ROOT,
	OPT_ALLOW_NOISY
};

static const struct option long_options[] = {
	{"budgets", required_argument, NULL, OPT_BUDGETS},
	{"no-comments", no_argument, NULL, OPT_NO_COMMENTS},
	{"partial", no_argument, NULL, OPT_PARTIAL},
	{"baseline", required_argument, NULL, OPT_BASELINE},
	{"tolerance", required_argument, NULL, OPT_TOLERANCE},
	{"metric", required_argument, NULL, OPT_METRIC},
	{"metrics", required_argument, NULL, OPT_METRIC},
	{"update", no_argument, NULL, OPT_UPDATE},
	{"accept", no_argument, NULL, OPT_ACCEPT},
	{"format", required_argument, NULL, OPT_FORMAT},
	{"output", required_argument, NULL, 'o'},
	{"quiet", no_argument, NULL, OPT_QUIET},
	{"source-dir", required_argument, NULL, OPT_SOURCE_DIR},
	{"root", required_argument, NULL, OPT_ROOT},
	{"allow-noisy", no_argument, NULL, OPT_ALLOW_NOISY},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

static void add_item(struct list *list, const char *item)
{
	*MP_PUSH(list->items, list->count, list->room) = item;
	/* Keep it terminated. */
	(void)MP_PUSH(list->items, list->count, list->room);
	list->count--;
}

static void add_format(struct options *o, const char *name)
{
	struct output *output = MP_PUSH(o->outputs, o->output_count, o->output_room);
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (strcmp(writers[i].name, name) == 0)
			output->writer = &writers[i];
	if (!output->writer)
		mp_die(CANNOT, "--format: '%s' is none of text, json, junit, sarif, github", name);
}

static void set_output(struct options *o, const char *path)
{
	if (o->output_count == 0)
		add_format(o, "text");
	struct output *output = &o->outputs[o->output_count - 1];
	if (output->path)
		mp_die(CANNOT, "--output=%s: which format? Say --format before each --output",
		       path);
	output->path = path;
}

static void set_option(struct options *o, int option)
{
	switch (option) {
	case OPT_BUDGETS:
		add_item(&o->budgets, optarg);
		break;
	case OPT_SOURCE_DIR:
		add_item(&o->source_dirs, optarg);
		break;
	case OPT_BASELINE:
		o->baseline = optarg;
		break;
	case OPT_TOLERANCE:
		o->tolerance = optarg;
		break;
	case OPT_METRIC:
		o->metrics = optarg;
		break;
	case OPT_FORMAT:
		add_format(o, optarg);
		break;
	case 'o':
		set_output(o, optarg);
		break;
	case OPT_ROOT:
		o->root = optarg;
		break;
	case OPT_NO_COMMENTS:
		o->no_comments = true;
		break;
	case OPT_PARTIAL:
		o->partial = true;
		break;
	case OPT_UPDATE:
		o->update = true;
		break;
	case OPT_ACCEPT:
		o->accept = true;
		break;
	case OPT_QUIET:
		o->quiet = true;
		break;
	case OPT_ALLOW_NOISY:
		o->allow_noisy = true;
		break;
	}
}

static void validate(const struct options *o)
{
	if (!o->baseline && (o->tolerance || o->metrics || o->update))
		mp_die(CANNOT, "--tolerance, --metric and --update go with --baseline=FILE");
	if (o->accept && !o->update)
		mp_die(CANNOT, "--accept goes with --update");
}

/* Returns the exit status, or -1: go on. */
static int parse(struct options *o, int argc, char **argv)
{
	*o = (struct options){0};
	optind = 1;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1;) {
		if (option == 'h') {
			fputs(help, stdout);
			return 0;
		}
		if (option == ':')
			mp_die(CANNOT, "check: %s needs a value", argv[optind - 1]);
		if (option == '?')
			mp_die(CANNOT,
			       "check: unknown option %s; `memprof check --help` lists them",
			       argv[optind - 1]);
		set_option(o, option);
	}
	if (argc - optind > 1)
		mp_die(CANNOT, "check: one profile at a time; `memprof merge` adds several up");
	validate(o);
	return -1;
}

static struct mp_profile *load(int argc, char **argv)
{
	char *error = NULL;
	char *path = optind < argc ? mp_strdup(argv[optind]) : mp_newest_profile(".");
	if (!path)
		mp_die(CANNOT, "no *.memprof here; run a program built with `memcc -fmemprof`, or "
			       "name a profile");
	struct mp_profile *profile = mp_load(path, &(struct mp_load_options){0}, &error);
	if (!profile)
		mp_die(CANNOT, "%s", error);
	free(path);
	return profile;
}

static void write_one(struct check *check, const struct output *output)
{
	FILE *out = stdout;
	if (output->path && strcmp(output->path, "-") != 0) {
		out = fopen(output->path, "we");
		if (!out)
			mp_die(CANNOT, "%s: cannot be written: %s", output->path, strerror(errno));
	}
	output->writer->write(check, out);
	if (out != stdout && fclose(out) != 0)
		mp_die(CANNOT, "%s: cannot be written: %s", output->path, strerror(errno));
}

/* The verdict always reaches the terminal, unless it is not wanted there. */
static void write_all(struct check *check, const struct options *o)
{
	bool said = o->quiet;
	for (size_t i = 0; i < o->output_count; i++) {
		write_one(check, &o->outputs[i]);
		said |= !o->outputs[i].path || strcmp(o->outputs[i].path, "-") == 0;
	}
	if (!said)
		check_write_text(check, stdout);
}

static void compare_baseline(struct check *check, const struct options *o,
			     const struct check_snapshot *new)
{
	struct check_comparison how = {0};
	char *error = NULL;
	const char *wrong = check_metrics_parse(
		check->arena, o->metrics ? o->metrics : "increment,peak,allocs,allocated,retained",
		&how);
	if (wrong)
		mp_die(CANNOT,
		       "--metric: '%s' is none of increment, peak, occurrences, allocs, "
		       "allocated, frees, freed, retained, net",
		       wrong);
	if (o->tolerance && !check_tolerance_parse(o->tolerance, &how.tolerance))
		mp_die(CANNOT, "--tolerance: '%s' is neither like 5%% nor like 64B", o->tolerance);
	struct check_snapshot *old = check_baseline_read(check->arena, o->baseline, &error);
	if (!old)
		mp_die(CANNOT, "%s", error);
	if (strcmp(old->metric, new->metric) != 0)
		mp_die(CANNOT, "%s: is of metric %s, but the run measured %s", o->baseline,
		       old->metric, new->metric);
	if (!mp_metric_is_exact(check->profile->metric) && !o->allow_noisy)
		mp_die(CANNOT,
		       "this run measured %s, which differs from run to run; --allow-noisy "
		       "accepts that",
		       new->metric);
	check_compare(check, old, new, &how);
}

static bool exists(const char *path)
{
	FILE *in = fopen(path, "re");
	if (in)
		fclose(in);
	return in || errno != ENOENT;
}

static void update(struct check *check, const struct options *o,
		   const struct check_snapshot *snapshot)
{
	char *error = NULL;
	if ((check->counts[CHECK_FAIL] && !o->accept) || check->counts[CHECK_BROKEN]) {
		mp_error("%s is not updated: not all checks pass", o->baseline);
		return;
	}
	if (!check_baseline_write(snapshot, o->baseline, &error))
		mp_die(CANNOT, "%s", error);
	if (!o->quiet)
		fprintf(stderr, "memprof: %s is updated\n", o->baseline);
}

/* What to do next, for whoever meets this for the first time. */
static void advise(const struct check *check, const struct options *o)
{
	bool baseline = false, budget = false;
	for (size_t i = 0; i < check->result_count; i++) {
		const struct check_result *r = &check->results[i];
		baseline |= r->level == CHECK_FAIL && r->rule >= CHECK_BASELINE_GREW;
		budget |= r->level == CHECK_FAIL && r->rule < CHECK_BASELINE_GREW;
	}
	if (budget)
		fputs("To accept it, change the budget where it stands.\n", stdout);
	if (baseline && !o->accept)
		printf("To accept what grew: memprof check %s --baseline=%s --update --accept\n",
		       check_path_here(check, check->profile->path), o->baseline);
}

static void warn_of_changed_sources(struct check *check)
{
	for (uint32_t i = 0; i < check->profile->file_count; i++)
		if (check->texts[i].loaded && check->texts[i].source.changed)
			mp_warning(
				"%s changed since the build: budgets may stand beside figures of "
				"other lines; build and run again",
				check_path_here(check, check->texts[i].source.path));
}

static void warn_of_bad_end(const struct mp_profile *profile)
{
	if (profile->merged == 0 && profile->ended != MP_ENDED_EXIT)
		mp_warning("%s: the run did not end by itself (%s): figures are those up to then",
			   profile->path, mp_ended_name(profile->ended));
}

static void read_budgets(struct check *check, const struct options *o, struct budget_rules *rules)
{
	for (size_t i = 0; i < o->budgets.count; i++) {
		char *error = NULL;
		if (!budget_rules_read(rules, check, o->budgets.items[i], &error))
			mp_die(CANNOT, "%s", error);
	}
}

static int run(struct check *check, const struct options *o)
{
	struct budget_rules *rules = budget_rules_new();
	read_budgets(check, o, rules);
	size_t budgets = budget_apply(rules, check, !o->no_comments);
	struct check_snapshot *snapshot = o->baseline ? check_snapshot_of(check) : NULL;
	if (snapshot && (!o->update || exists(o->baseline)))
		compare_baseline(check, o, snapshot);
	if (budgets == 0 && !snapshot && check->result_count == 0)
		mp_die(CANNOT, "nothing to check: no comment says `memprof: METRIC <= LIMIT`, and "
			       "neither --budgets nor --baseline is given");
	warn_of_bad_end(check->profile);
	warn_of_changed_sources(check);
	check_sort(check);
	write_all(check, o);
	bool text = !o->quiet && o->output_count == 0;
	if (text)
		advise(check, o);
	if (o->update)
		update(check, o, snapshot);
	budget_rules_free(rules);
	if (check->counts[CHECK_BROKEN])
		return CANNOT;
	return check->counts[CHECK_FAIL] && !o->accept ? 1 : 0;
}

int cmd_check(int argc, char **argv)
{
	struct options o;
	int status = parse(&o, argc, argv);
	if (status >= 0)
		return status;
	struct mp_profile *profile = load(argc, argv);
	struct check check;
	check_init(&check, profile);
	if (o.root) {
		char *root = mp_path_join(check.cwd, o.root);
		check.root = mp_arena_strdup(check.arena, root);
		free(root);
	}
	check.source_dirs = o.source_dirs.items;
	check.allow_noisy = o.allow_noisy;
	check.partial = o.partial;
	status = run(&check, &o);
	check_free(&check);
	mp_free(profile);
	free(o.budgets.items);
	free(o.source_dirs.items);
	free(o.outputs);
	return status;
}
