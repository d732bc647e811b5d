/* cmd_report.c - `memprof report`: options and order of things; the printing is in report_*.c. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "command_line.h"
#include "commands.h"
#include "report.h"

#define SUMMARY_FROM 10 /* functions: more than these get a summary first */
#define SUMMARY_MOST 40

static const char help[] =
	"Usage: memprof report [PROFILE...] [options]\n"
	"\n"
	"Shows where memory went and how often each line ran. Without PROFILE: the newest\n"
	"*.memprof in the current folder.\n"
	"\n"
	"  --unit=auto|B|KiB|MiB   auto: exact bytes, MiB from 10^9 bytes on. MiB: the layout of\n"
	"                          memory_profiler to the byte, notes on stderr\n"
	"  --precision=N           decimals of KiB and MiB (3)\n"
	"  --columns=LIST          of mem_usage, increment, occurrences, peak, allocs, allocated,\n"
	"                          frees, freed, retained, net; or all; +LIST adds to the usual\n"
	"  --function=GLOB         only these functions (repeatable)\n"
	"  --file=GLOB             only functions in these files (repeatable)\n"
	"  --top=N                 the N hottest lines of the whole program instead\n"
	"  --sort=COLUMN           what --top and the summary are sorted by (increment)\n"
	"  --by-statement          the statements of a line apart\n"
	"  --only-increments       only lines whose increment is above 0\n"
	"  --threads               thread by thread\n"
	"  --list                  only the list of functions\n"
	"  --summary, --no-summary the list of functions first, and how the run ended; or not\n"
	"  --json, --csv           for programs: docs/json.md\n"
	"  --no-source             no source text\n"
	"  --source-dir=DIR        look for sources here too (repeatable)\n"
	"  --verify                check the laws that figures obey; exit status 1 if one fails\n"
	"  --color=auto|always|never\n"
	"  -o, --output=FILE       write there\n"
	"  -h, --help              this text\n"
	"  --version\n";

struct parsed {
	struct report_options options;
	struct mp_list functions, files, directories;
	const char *colour, *output;
	bool version;
};

static struct report_options *report_of(void *options)
{
	return &((struct parsed *)options)->options;
}

static void take_columns(void *options, const char *list)
{
	struct report_options *o = report_of(options);
	if (*list == '+')
		list++;
	else
		o->column_count = 0;
	if (strcmp(list, "all") == 0) {
		for (int i = 0; i < MP_COLUMNS; i++)
			o->columns[i] = (enum mp_column)i;
		o->column_count = MP_COLUMNS;
		return;
	}
	char *copy = mp_strdup(list), *rest = copy;
	for (char *name; (name = strsep(&rest, ","));) {
		enum mp_column column;
		if (!mp_column_parse(name, &column))
			mp_die(1, "--columns: no column '%s'; `memprof report --help` lists them",
			       name);
		bool known = false;
		for (size_t i = 0; i < o->column_count; i++)
			known |= o->columns[i] == column;
		if (!known)
			o->columns[o->column_count++] = column;
	}
	free(copy);
}

static void take_unit(void *options, const char *value)
{
	if (!mp_unit_parse(value, &report_of(options)->unit))
		mp_die(1, "--unit: no unit '%s': auto, B, KiB or MiB", value);
}

static void take_precision(void *options, const char *value)
{
	uint64_t decimals;
	if (!mp_number_parse(value, 9, &decimals))
		mp_die(1, "--precision: '%s' is not a number from 0 to 9", value);
	report_of(options)->precision = (int)decimals;
}

static void take_top(void *options, const char *value)
{
	uint64_t top;
	if (!mp_number_parse(value, SIZE_MAX, &top) || top == 0)
		mp_die(1, "--top: '%s' is not a number from 1 on", value);
	report_of(options)->top = top;
}

static void take_sort(void *options, const char *value)
{
	if (!mp_column_parse(value, &report_of(options)->sort))
		mp_die(1, "--sort: no column '%s'; `memprof report --help` lists them", value);
	report_of(options)->sort_given = true;
}

static void take_summary(void *options, const char *unused)
{
	(void)unused;
	report_of(options)->summary = REPORT_YES;
}

static void take_no_summary(void *options, const char *unused)
{
	(void)unused;
	report_of(options)->summary = REPORT_NO;
}

static void take_json(void *options, const char *unused)
{
	(void)unused;
	report_of(options)->form = REPORT_JSON;
}

static void take_csv(void *options, const char *unused)
{
	(void)unused;
	report_of(options)->form = REPORT_CSV;
}

static const struct mp_option table[] = {
	{"unit", 0, MP_OPTION_VALUE, 0, take_unit},
	{"precision", 0, MP_OPTION_VALUE, 0, take_precision},
	{"columns", 0, MP_OPTION_VALUE, 0, take_columns},
	{"function", 0, MP_OPTION_LIST, offsetof(struct parsed, functions), NULL},
	{"file", 0, MP_OPTION_LIST, offsetof(struct parsed, files), NULL},
	{"top", 0, MP_OPTION_VALUE, 0, take_top},
	{"sort", 0, MP_OPTION_VALUE, 0, take_sort},
	{"by-statement", 0, MP_OPTION_FLAG, offsetof(struct parsed, options.by_statement), NULL},
	{"only-increments", 0, MP_OPTION_FLAG, offsetof(struct parsed, options.only_increments),
	 NULL},
	{"threads", 0, MP_OPTION_FLAG, offsetof(struct parsed, options.threads), NULL},
	{"list", 0, MP_OPTION_FLAG, offsetof(struct parsed, options.list), NULL},
	{"summary", 0, MP_OPTION_PLAIN, 0, take_summary},
	{"no-summary", 0, MP_OPTION_PLAIN, 0, take_no_summary},
	{"json", 0, MP_OPTION_PLAIN, 0, take_json},
	{"csv", 0, MP_OPTION_PLAIN, 0, take_csv},
	{"no-source", 0, MP_OPTION_FLAG, offsetof(struct parsed, options.no_source), NULL},
	{"source-dir", 0, MP_OPTION_LIST, offsetof(struct parsed, directories), NULL},
	{"verify", 0, MP_OPTION_FLAG, offsetof(struct parsed, options.verify), NULL},
	{"color", 0, MP_OPTION_TEXT, offsetof(struct parsed, colour), NULL},
	{"output", 'o', MP_OPTION_TEXT, offsetof(struct parsed, output), NULL},
	{"version", 0, MP_OPTION_FLAG, offsetof(struct parsed, version), NULL},
	{NULL, 0, MP_OPTION_FLAG, 0, NULL},
};

static const struct mp_command command = {"report", help, table, 1};

static bool columns_are_plain(const struct report_options *o)
{
	return o->column_count == 3 && o->columns[0] == MP_MEM_USAGE &&
	       o->columns[1] == MP_INCREMENT && o->columns[2] == MP_OCCURRENCES;
}

/* False: there is nothing to report. */
static bool parse(struct parsed *p, int *argc, char ***argv)
{
	struct report_options *o = &p->options;
	*p = (struct parsed){.options = {.precision = 3,
					 .sort = MP_INCREMENT,
					 .columns = {MP_MEM_USAGE, MP_INCREMENT, MP_OCCURRENCES},
					 .column_count = 3}};
	if (!mp_command_line(&command, p, argc, argv))
		return false;
	if (p->version)
		puts("memprof " MEMPROF_TOOL_VERSION);
	o->plain_columns = columns_are_plain(o);
	o->strict = o->unit == MP_UNIT_MIB && o->plain_columns && !o->by_statement && !o->top &&
		    !o->list && !o->threads && o->summary != REPORT_YES;
	o->function_globs = p->functions.items;
	o->file_globs = p->files.items;
	o->source_dirs = p->directories.items;
	return !p->version;
}

static void open_output(struct parsed *p)
{
	struct report_options *o = &p->options;
	o->out = stdout;
	if (p->output && strcmp(p->output, "-") != 0 && !(o->out = fopen(p->output, "we")))
		mp_die(1, "%s: cannot be written: %s", p->output, strerror(errno));
	if (!mp_colour_parse(p->colour, o->out, &o->colour))
		mp_die(1, "--color: '%s' is none of auto, always, never", p->colour);
	if (o->out == stdout)
		setvbuf(stdout, NULL, _IOFBF, 1 << 16);
}

static size_t count_shown(const struct report_options *o, const struct mp_profile *profile)
{
	size_t shown = 0;
	for (size_t i = 0; i < profile->function_count; i++)
		shown += report_shows(o, profile, &profile->functions[i]);
	return shown;
}

static void say_nothing_shown(const struct report_options *o, const struct mp_profile *profile)
{
	FILE *out = o->strict ? stderr : o->out;
	size_t known = profile->function_count;
	if (o->function_globs || o->file_globs)
		fprintf(out, "No profiled function matches (there are %zu).\n\n", known);
	else if (known)
		fprintf(out, "None of the %zu profiled functions was called.\n\n", known);
	else
		fprintf(out, "The program has no profiled function.\n\n");
}

static void print_tables(struct report_sources *s)
{
	const struct report_options *o = s->options;
	const struct mp_profile *profile = s->profile;
	size_t shown = count_shown(o, profile);
	bool summary = o->summary == REPORT_YES ||
		       (o->summary == REPORT_AUTO && shown > SUMMARY_FROM && !o->strict);
	if (shown == 0 && !o->top)
		say_nothing_shown(o, profile);
	if (o->list || (summary && !o->top && shown))
		report_summary(s, o->list ? SIZE_MAX : SUMMARY_MOST);
	if (o->top)
		report_top(s);
	else if (o->threads)
		report_threads(s);
	else if (!o->list)
		for (size_t i = 0; i < profile->function_count; i++)
			if (report_shows(o, profile, &profile->functions[i]))
				report_function(s, &profile->functions[i]);
	if (o->strict || o->summary == REPORT_NO)
		report_footer(s, stderr);
	else
		report_footer(s, o->out);
}

static int print_findings(const struct report_options *o, const struct mp_profile *profile)
{
	for (size_t i = 0; i < profile->finding_count; i++)
		fprintf(o->out, "%s: %s\n", profile->path, profile->findings[i]);
	if (profile->finding_count == 0)
		fprintf(o->out,
			"%s: all laws hold (%zu functions, %zu lines, %zu thread areas%s)\n",
			profile->path, profile->function_count, profile->place_count,
			profile->thread_count,
			profile->ended == MP_ENDED_RUNNING
				? "; it still runs, so totals were not checked"
				: "");
	return profile->finding_count ? 1 : 0;
}

static int print_profile(const struct report_options *o, const struct mp_profile *profile,
			 size_t profiles, size_t index)
{
	if (o->verify)
		return print_findings(o, profile);
	struct report_sources sources;
	report_sources_init(&sources, o, profile);
	if (o->form == REPORT_JSON) {
		report_json(&sources, profiles, index);
	} else if (o->form == REPORT_CSV) {
		report_csv(&sources, profiles, index);
	} else {
		if (profiles > 1 && !o->strict)
			fprintf(o->out, "%s%sProfile: %s%s\n\n", index ? "\n\n" : "",
				mp_colour(o->colour, MP_BOLD), profile->path,
				mp_colour(o->colour, MP_PLAIN));
		print_tables(&sources);
	}
	report_sources_free(&sources);
	return 0;
}

/* All are loaded before anything is printed: an error leaves no half of a report. */
static struct mp_profile **load_all(const struct report_options *o, char **paths, size_t count)
{
	struct mp_profile **profiles = mp_zalloc(count, sizeof *profiles);
	const struct mp_load_options load = {.threads = o->threads, .verify = o->verify};
	for (size_t i = 0; i < count; i++) {
		char *error = NULL;
		profiles[i] = mp_load(paths[i], &load, &error);
		if (!profiles[i])
			mp_die(1, "%s", error);
	}
	return profiles;
}

static int print_all(const struct report_options *o, struct mp_profile **profiles, size_t count)
{
	int status = 0;
	for (size_t i = 0; i < count; i++) {
		status |= print_profile(o, profiles[i], count, i);
		mp_free(profiles[i]);
	}
	free(profiles);
	return status;
}

int cmd_report(int argc, char **argv)
{
	struct parsed p;
	if (!parse(&p, &argc, &argv))
		return 0;
	char *newest = argc == 0 ? mp_profile_argument(&command, argc, argv) : NULL;
	char **paths = newest ? &newest : argv;
	size_t count = newest ? 1 : (size_t)argc;
	struct mp_profile **profiles = load_all(&p.options, paths, count);
	open_output(&p);
	int status = print_all(&p.options, profiles, count);
	if (p.options.out != stdout && fclose(p.options.out) != 0)
		mp_die(1, "%s: cannot be written: %s", p.output, strerror(errno));
	free(newest);
	free(p.functions.items);
	free(p.files.items);
	free(p.directories.items);
	return status;
}
