/* cmd_exec.c - `memprof exec`: runs a plain program that uses instrumented libraries, with the
 * runtime preloaded. Replaces itself, so signals and the exit status are the program's own. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "common.h"

static const char help[] =
	"Usage: memprof exec [--file=PATTERN] [--options=LIST] [--] PROGRAM [ARGUMENT...]\n"
	"\n"
	"Runs a program that was not built with memcc but uses libraries that were: the\n"
	"runtime is preloaded (LD_PRELOAD), so that it sees all allocations.\n"
	"\n"
	"  --file=PATTERN   where the profile goes (%p pid, %e program, %h host)\n"
	"  --options=LIST   further MEMCC_OPTIONS, as in print=1:quiet=1\n"
	"  -h, --help       this text\n";

/* Puts a piece in front of a colon-separated variable. */
static void prepend(const char *variable, const char *piece)
{
	const char *before = getenv(variable);
	char *value = before && *before ? mp_format("%s:%s", piece, before) : mp_strdup(piece);
	if (setenv(variable, value, 1) != 0)
		mp_die(2, "out of memory");
	free(value);
}

/* Later options win, so ours go behind what the environment says. */
static void append_option(const char *option)
{
	const char *before = getenv("MEMCC_OPTIONS");
	char *value = before && *before ? mp_format("%s:%s", before, option) : mp_strdup(option);
	if (setenv("MEMCC_OPTIONS", value, 1) != 0)
		mp_die(2, "out of memory");
	free(value);
}

static void preload(void)
{
	char *directory = mp_library_directory();
	char *runtime = mp_format("%s/libmemcc_rt.so", directory);
	if (access(runtime, R_OK) != 0)
		mp_die(2, "%s: %s: the installation is incomplete", runtime, strerror(errno));
	if (strpbrk(runtime, ": "))
		mp_die(1, "%s: LD_PRELOAD cannot hold a path with blanks or colons", runtime);
	prepend("LD_PRELOAD", runtime);
	free(runtime);
	free(directory);
}

int cmd_exec(int argc, char **argv)
{
	enum { OPT_FILE = 256, OPT_OPTIONS };
	static const struct option long_options[] = {
		{"file", required_argument, NULL, OPT_FILE},
		{"options", required_argument, NULL, OPT_OPTIONS},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	optind = 1;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, "+:h", long_options, NULL)) != -1;) {
		if (option == 'h') {
			fputs(help, stdout);
			return 0;
		}
		if (option == OPT_FILE) {
			if (strchr(optarg, ':'))
				mp_die(1, "exec: --file: a pattern cannot hold ':'");
			char *file = mp_format("file=%s", optarg);
			append_option(file);
			free(file);
		} else if (option == OPT_OPTIONS) {
			append_option(optarg);
		} else {
			mp_die(1, "exec: %s: unknown option, or its value is missing",
			       argv[optind - 1]);
		}
	}
	if (optind == argc)
		mp_die(1, "exec: no program was named");
	preload();
	execvp(argv[optind], argv + optind);
	mp_error("%s: %s", argv[optind], strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
