/* cmd_report.c - `memprof report`: options and order of things; the printing is in report_*.c. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
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

struct globs {
	const char **list;
	size_t count, room;
};

static void add_glob(struct globs *globs, const char *glob)
{
	*MP_PUSH(globs->list, globs->count, globs->room) = glob;
	/* Keep it terminated. */
	(void)MP_PUSH(globs->list, globs->count, globs->room);
	globs->count--;
}

static void parse_columns(struct report_options *o, const char *list)
{
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

struct parsed {
	struct report_options options;
	struct globs functions, files, directories;
	const char *colour, *output;
};

enum {
	OPT_UNIT = 256,
	OPT_PRECISION,
	OPT_COLUMNS,
	OPT_FUNCTION,
	OPT_FILE,
	OPT_TOP,
	OPT_SORT,
	OPT_BY_STATEMENT,
	OPT_ONLY_INCREMENTS,
	OPT_THREADS,
	OPT_LIST,
	OPT_SUMMARY,
	OPT_NO_SUMMARY,
	OPT_JSON,
	OPT_CSV,
	OPT_NO_SOURCE,
	OPT_SOURCE_DIR,
	OPT_VERIFY,
	OPT_COLOR,
	OPT_VERSION
};

static const struct option long_options[] = {
	{"unit", required_argument, NULL, OPT_UNIT},
	{"precision", required_argument, NULL, OPT_PRECISION},
	{"columns", required_argument, NULL, OPT_COLUMNS},
	{"function", required_argument, NULL, OPT_FUNCTION},
	{"file", required_argument, NULL, OPT_FILE},
	{"top", required_argument, NULL, OPT_TOP},
	{"sort", required_argument, NULL, OPT_SORT},
	{"by-statement", no_argument, NULL, OPT_BY_STATEMENT},
	{"only-increments", no_argument, NULL, OPT_ONLY_INCREMENTS},
	{"threads", no_argument, NULL, OPT_THREADS},
	{"list", no_argument, NULL, OPT_LIST},
	{"summary", no_argument, NULL, OPT_SUMMARY},
	{"no-summary", no_argument, NULL, OPT_NO_SUMMARY},
	{"json", no_argument, NULL, OPT_JSON},
	{"csv", no_argument, NULL, OPT_CSV},
	{"no-source", no_argument, NULL, OPT_NO_SOURCE},
	{"source-dir", required_argument, NULL, OPT_SOURCE_DIR},
	{"verify", no_argument, NULL, OPT_VERIFY},
	{"color", required_argument, NULL, OPT_COLOR},
	{"output", required_argument, NULL, 'o'},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, OPT_VERSION},
	{NULL, 0, NULL, 0},
};

static uint64_t number(const char *option, const char *text, uint64_t least, uint64_t most)
{
	uint64_t value;
	if (!mp_number_parse(text, most, &value) || value < least)
		mp_die(1, "%s: '%s' is not a number from %llu to %llu", option, text,
		       (unsigned long long)least, (unsigned long long)most);
	return value;
}

/* Options that take a value. */
static void set_value(struct parsed *p, int option, const char *value)
{
	struct report_options *o = &p->options;
	switch (option) {
	case OPT_UNIT:
		if (!mp_unit_parse(value, &o->unit))
			mp_die(1, "--unit: no unit '%s': auto, B, KiB or MiB", value);
		break;
	case OPT_PRECISION:
		o->precision = (int)number("--precision", value, 0, 9);
		break;
	case OPT_COLUMNS:
		parse_columns(o, value);
		break;
	case OPT_FUNCTION:
		add_glob(&p->functions, value);
		break;
	case OPT_FILE:
		add_glob(&p->files, value);
		break;
	case OPT_SOURCE_DIR:
		add_glob(&p->directories, value);
		break;
	case OPT_TOP:
		o->top = number("--top", value, 1, SIZE_MAX);
		break;
	case OPT_SORT:
		if (!mp_column_parse(value, &o->sort))
			mp_die(1, "--sort: no column '%s'; `memprof report --help` lists them",
			       value);
		o->sort_given = true;
		break;
	case OPT_COLOR:
		p->colour = value;
		break;
	case 'o':
		p->output = value;
		break;
	}
}

static void set_flag(struct report_options *o, int option)
{
	switch (option) {
	case OPT_BY_STATEMENT:
		o->by_statement = true;
		break;
	case OPT_ONLY_INCREMENTS:
		o->only_increments = true;
		break;
	case OPT_THREADS:
		o->threads = true;
		break;
	case OPT_LIST:
		o->list = true;
		break;
	case OPT_SUMMARY:
		o->summary = REPORT_YES;
		break;
	case OPT_NO_SUMMARY:
		o->summary = REPORT_NO;
		break;
	case OPT_JSON:
		o->form = REPORT_JSON;
		break;
	case OPT_CSV:
		o->form = REPORT_CSV;
		break;
	case OPT_NO_SOURCE:
		o->no_source = true;
		break;
	case OPT_VERIFY:
		o->verify = true;
		break;
	}
}

static bool columns_are_plain(const struct report_options *o)
{
	return o->column_count == 3 && o->columns[0] == MP_MEM_USAGE &&
	       o->columns[1] == MP_INCREMENT && o->columns[2] == MP_OCCURRENCES;
}

/* Returns the exit status, or -1: go on. */
static int parse(struct parsed *p, int argc, char **argv)
{
	struct report_options *o = &p->options;
	*p = (struct parsed){.options = {.precision = 3,
					 .sort = MP_INCREMENT,
					 .columns = {MP_MEM_USAGE, MP_INCREMENT, MP_OCCURRENCES},
					 .column_count = 3}};
	optind = 1;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1;) {
		if (option == 'h') {
			fputs(help, stdout);
			return 0;
		}
		if (option == OPT_VERSION) {
			puts("memprof " MEMPROF_TOOL_VERSION);
			return 0;
		}
		if (option == ':')
			mp_die(1, "report: %s needs a value", argv[optind - 1]);
		if (option == '?')
			mp_die(1, "report: unknown option %s; `memprof report --help` lists them",
			       argv[optind - 1]);
		if (optarg)
			set_value(p, option, optarg);
		else
			set_flag(o, option);
	}
	o->plain_columns = columns_are_plain(o);
	o->strict = o->unit == MP_UNIT_MIB && o->plain_columns && !o->by_statement && !o->top &&
		    !o->list && !o->threads && o->summary != REPORT_YES;
	o->function_globs = p->functions.list;
	o->file_globs = p->files.list;
	o->source_dirs = p->directories.list;
	return -1;
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
	int status = parse(&p, argc, argv);
	if (status >= 0)
		return status;
	char *newest = NULL;
	char **paths = argv + optind;
	size_t count = (size_t)(argc - optind);
	if (count == 0) {
		newest = mp_newest_profile(".");
		if (!newest)
			mp_die(1,
			       "no *.memprof here; run a program built with `memcc -fmemprof`, or "
			       "name a profile");
		paths = &newest;
		count = 1;
	}
	struct mp_profile **profiles = load_all(&p.options, paths, count);
	open_output(&p);
	status = print_all(&p.options, profiles, count);
	if (p.options.out != stdout && fclose(p.options.out) != 0)
		mp_die(1, "%s: cannot be written: %s", p.output, strerror(errno));
	free(newest);
	free(p.functions.list);
	free(p.files.list);
	free(p.directories.list);
	return status;
}
