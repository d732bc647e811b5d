/* cmd_baseline.c - `memprof baseline`: records a run that was good. */
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"
#include "command_line.h"
#include "commands.h"

static const char help[] =
	"Usage: memprof baseline [PROFILE] [-o FILE] [options]\n"
	"\n"
	"Records the figures of a run as text to be committed: one line a source line, without\n"
	"line numbers, addresses, times or folders. `memprof check --baseline=FILE` holds later "
	"runs\n"
	"against it. Without PROFILE: the newest *.memprof in the current folder.\n"
	"\n"
	"  -o, --output=FILE   write there (else to the terminal)\n"
	"  --accept            even if the run failed or was killed\n"
	"  --allow-noisy       even if it measured rss, pss or uss\n"
	"  --source-dir=DIR    look for sources here too (repeatable)\n"
	"  --root=DIR          paths are relative to this (the folder with .git)\n"
	"  -h, --help          this text\n";

struct options {
	const char *output, *root;
	struct mp_list source_dirs;
	bool accept, allow_noisy;
};

static const struct mp_option table[] = {
	{"output", 'o', MP_OPTION_TEXT, offsetof(struct options, output), NULL},
	{"accept", 0, MP_OPTION_FLAG, offsetof(struct options, accept), NULL},
	{"allow-noisy", 0, MP_OPTION_FLAG, offsetof(struct options, allow_noisy), NULL},
	{"source-dir", 0, MP_OPTION_LIST, offsetof(struct options, source_dirs), NULL},
	{"root", 0, MP_OPTION_TEXT, offsetof(struct options, root), NULL},
	{NULL, 0, MP_OPTION_FLAG, 0, NULL},
};

static const struct mp_command command = {"baseline", help, table, 1};

/* Figures of a run that failed are not what later ones should be held to. */
static void refuse_bad_runs(const struct mp_profile *profile, const struct options *o)
{
	bool good = profile->ended == MP_ENDED_EXIT && profile->status == 0;
	if (!good && !o->accept && profile->merged == 0) {
		bool exit = profile->ended == MP_ENDED_EXIT;
		mp_die(1, "%s: the run did not end well (%s%.0d); --accept records it anyway",
		       profile->path, exit ? "exit status " : mp_ended_name(profile->ended),
		       exit ? profile->status : 0);
	}
	if (!mp_metric_is_exact(profile->metric) && !o->allow_noisy)
		mp_die(1,
		       "%s: measured %s, which differs from run to run; --allow-noisy records it "
		       "anyway",
		       profile->path, mp_metric_name(profile->metric));
}

static void refuse_other_sources(struct check *check)
{
	for (uint32_t i = 0; i < check->profile->file_count; i++) {
		const struct check_text *text = &check->texts[i];
		const char *file = check_path_here(check, check->profile->files[i].absolute);
		if (text->loaded && !text->source.path)
			mp_die(1,
			       "%s: not found; lines are recorded by their text: --source-dir=DIR "
			       "says where it is",
			       file);
		if (text->loaded && text->source.changed)
			mp_die(1,
			       "%s: changed since the build; lines are recorded by their text: "
			       "build and run again",
			       file);
	}
}

static void record(struct check *check, const struct options *o)
{
	struct check_snapshot *snapshot = check_snapshot_of(check);
	struct mp_text text = {0};
	char *error = NULL;
	refuse_other_sources(check);
	if (snapshot->unit_count == 0)
		mp_die(1, "%s: no profiled function was called: there is nothing to record",
		       check->profile->path);
	if (o->output && strcmp(o->output, "-") != 0) {
		if (!check_baseline_write(snapshot, o->output, &error))
			mp_die(1, "%s", error);
		return;
	}
	check_baseline_print(snapshot, &text);
	fwrite(text.data, 1, text.size, stdout);
	mp_text_free(&text);
}

int cmd_baseline(int argc, char **argv)
{
	struct options o = {0};
	char *error = NULL;
	if (!mp_command_line(&command, &o, &argc, &argv))
		return 0;
	char *path = mp_profile_argument(&command, argc, argv);
	struct mp_profile *profile = mp_load(path, &(struct mp_load_options){0}, &error);
	if (!profile)
		mp_die(1, "%s", error);
	refuse_bad_runs(profile, &o);
	struct check check;
	check_init(&check, profile);
	check.source_dirs = o.source_dirs.items;
	check_set_root(&check, o.root);
	record(&check, &o);
	check_free(&check);
	mp_free(profile);
	free(o.source_dirs.items);
	free(path);
	return 0;
}
