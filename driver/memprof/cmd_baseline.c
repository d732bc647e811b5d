/* cmd_baseline.c - `memprof baseline`: records a run that was good. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include "check_snapshot.h"
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

enum { OPT_ACCEPT = 256, OPT_NOISY, OPT_SOURCE_DIR, OPT_ROOT };

static const struct option long_options[] = {
	{"output", required_argument, NULL, 'o'},
	{"accept", no_argument, NULL, OPT_ACCEPT},
	{"allow-noisy", no_argument, NULL, OPT_NOISY},
	{"source-dir", required_argument, NULL, OPT_SOURCE_DIR},
	{"root", required_argument, NULL, OPT_ROOT},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct options {
	const char *output, *root;
	const char **source_dirs;
	size_t source_dir_count, source_dir_room;
	bool accept, allow_noisy;
};

static int parse(struct options *o, int argc, char **argv)
{
	*o = (struct options){0};
	optind = 1;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1;) {
		switch (option) {
		case 'h':
			fputs(help, stdout);
			return 0;
		case 'o':
			o->output = optarg;
			break;
		case OPT_ACCEPT:
			o->accept = true;
			break;
		case OPT_NOISY:
			o->allow_noisy = true;
			break;
		case OPT_ROOT:
			o->root = optarg;
			break;
		case OPT_SOURCE_DIR:
			*MP_PUSH(o->source_dirs, o->source_dir_count, o->source_dir_room) = optarg;
			(void)MP_PUSH(o->source_dirs, o->source_dir_count, o->source_dir_room);
			o->source_dir_count--;
			break;
		case ':':
			mp_die(1, "baseline: %s needs a value", argv[optind - 1]);
		default:
			mp_die(1,
			       "baseline: unknown option %s; `memprof baseline --help` lists them",
			       argv[optind - 1]);
		}
	}
	if (argc - optind > 1)
		mp_die(1, "baseline: one profile at a time; `memprof merge` adds several up");
	return -1;
}

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
	struct options o;
	char *error = NULL;
	int status = parse(&o, argc, argv);
	if (status >= 0)
		return status;
	char *path = optind < argc ? mp_strdup(argv[optind]) : mp_newest_profile(".");
	if (!path)
		mp_die(1,
		       "no *.memprof here; run a program built with `memcc -fmemprof`, or name a "
		       "profile");
	struct mp_profile *profile = mp_load(path, &(struct mp_load_options){0}, &error);
	if (!profile)
		mp_die(1, "%s", error);
	refuse_bad_runs(profile, &o);
	struct check check;
	check_init(&check, profile);
	check.source_dirs = o.source_dirs;
	if (o.root) {
		char *root = mp_path_join(check.cwd, o.root);
		check.root = mp_arena_strdup(check.arena, root);
		free(root);
	}
	record(&check, &o);
	check_free(&check);
	mp_free(profile);
	free(o.source_dirs);
	free(path);
	return 0;
}
