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

static void record(struct check *check, const struct options *o)
{
	struct check_snapshot *snapshot = check_snapshot_of(check);
	struct mp_text text = {0};
	char *error = NULL;
	const char *unfit = check_unfit(check, snapshot, o->accept);
	if (unfit)
		mp_die(1, "%s", unfit);
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
	struct check check;
	check_init(&check, profile);
	check.source_dirs = o.source_dirs.items;
	check.allow_noisy = o.allow_noisy;
	check_set_root(&check, o.root);
	record(&check, &o);
	check_free(&check);
	mp_free(profile);
	free(o.source_dirs.items);
	free(path);
	return 0;
}
