/* cmd_check.c - `memprof check`: options, and the order of things. Judging is in budget_apply.c and
 * check_compare.c, printing in check_text.c and its like. Exit status: 0 all hold, 1 a budget is
 * exceeded, 2 something could not be checked. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"
#include "command_line.h"
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
	"  --allow-noisy       budgets on rss and time, and on runs that measured rss\n"
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

struct options {
	struct mp_list budgets, source_dirs;
	struct output *outputs;
	size_t output_count, output_room;
	const char *baseline, *tolerance, *metrics, *root;
	bool no_comments, partial, update, accept, quiet, allow_noisy;
};

static void add_format(void *options, const char *name)
{
	struct options *o = options;
	struct output *output = MP_PUSH(o->outputs, o->output_count, o->output_room);
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (strcmp(writers[i].name, name) == 0)
			output->writer = &writers[i];
	if (!output->writer)
		mp_die(CANNOT, "--format: '%s' is none of text, json, junit, sarif, github", name);
}

static void set_output(void *options, const char *path)
{
	struct options *o = options;
	if (o->output_count == 0)
		add_format(o, "text");
	struct output *output = &o->outputs[o->output_count - 1];
	if (output->path)
		mp_die(CANNOT, "--output=%s: which format? Say --format before each --output",
		       path);
	output->path = path;
}

static const struct mp_option table[] = {
	{"budgets", 0, MP_OPTION_LIST, offsetof(struct options, budgets), NULL},
	{"no-comments", 0, MP_OPTION_FLAG, offsetof(struct options, no_comments), NULL},
	{"partial", 0, MP_OPTION_FLAG, offsetof(struct options, partial), NULL},
	{"baseline", 0, MP_OPTION_TEXT, offsetof(struct options, baseline), NULL},
	{"tolerance", 0, MP_OPTION_TEXT, offsetof(struct options, tolerance), NULL},
	{"metric", 0, MP_OPTION_TEXT, offsetof(struct options, metrics), NULL},
	{"metrics", 0, MP_OPTION_TEXT, offsetof(struct options, metrics), NULL},
	{"update", 0, MP_OPTION_FLAG, offsetof(struct options, update), NULL},
	{"accept", 0, MP_OPTION_FLAG, offsetof(struct options, accept), NULL},
	{"format", 0, MP_OPTION_VALUE, 0, add_format},
	{"output", 'o', MP_OPTION_VALUE, 0, set_output},
	{"quiet", 0, MP_OPTION_FLAG, offsetof(struct options, quiet), NULL},
	{"source-dir", 0, MP_OPTION_LIST, offsetof(struct options, source_dirs), NULL},
	{"root", 0, MP_OPTION_TEXT, offsetof(struct options, root), NULL},
	{"allow-noisy", 0, MP_OPTION_FLAG, offsetof(struct options, allow_noisy), NULL},
	{NULL, 0, MP_OPTION_FLAG, 0, NULL},
};

static const struct mp_command command = {"check", help, table, CANNOT};

static void validate(const struct options *o)
{
	if (!o->baseline && (o->tolerance || o->metrics || o->update))
		mp_die(CANNOT, "--tolerance, --metric and --update go with --baseline=FILE");
	if (o->accept && !o->update)
		mp_die(CANNOT, "--accept goes with --update");
}

static struct mp_profile *load(const char *path)
{
	char *error = NULL;
	struct mp_profile *profile = mp_load(path, &(struct mp_load_options){0}, &error);
	if (!profile)
		mp_die(CANNOT, "%s", error);
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

/* False: it was not. */
static bool update(struct check *check, const struct options *o,
		   const struct check_snapshot *snapshot)
{
	char *error = NULL;
	const char *why = check_unfit(check, snapshot, o->accept);
	if ((check->counts[CHECK_FAIL] && !o->accept) || check->counts[CHECK_BROKEN])
		why = "not all checks pass";
	if (why) {
		mp_error("%s is not updated: %s", o->baseline, why);
		return false;
	}
	if (!check_baseline_write(snapshot, o->baseline, &error))
		mp_die(CANNOT, "%s", error);
	if (!o->quiet)
		fprintf(stderr, "memprof: %s is updated\n", o->baseline);
	return true;
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
		printf("To accept what grew: memprof check %s --baseline=%s%s%s --update "
		       "--accept\n",
		       check->profile->path, o->baseline, o->root ? " --root=" : "",
		       o->root ? o->root : "");
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
	bool updated = !o->update || update(check, o, snapshot);
	budget_rules_free(rules);
	if (check->counts[CHECK_BROKEN])
		return CANNOT;
	if (check->counts[CHECK_FAIL] && !o->accept)
		return 1;
	return updated ? 0 : CANNOT;
}

int cmd_check(int argc, char **argv)
{
	struct options o = {0};
	if (!mp_command_line(&command, &o, &argc, &argv))
		return 0;
	validate(&o);
	char *path = mp_profile_argument(&command, argc, argv);
	struct mp_profile *profile = load(path);
	struct check check;
	check_init(&check, profile);
	check_set_root(&check, o.root);
	check.source_dirs = o.source_dirs.items;
	check.allow_noisy = o.allow_noisy;
	check.partial = o.partial;
	int status = run(&check, &o);
	check_free(&check);
	mp_free(profile);
	free(path);
	free(o.budgets.items);
	free(o.source_dirs.items);
	free(o.outputs);
	return status;
}
