/* cmd_run.c - memprof run: runs a program, samples its memory over time, and is not noticed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands.h"
#include "run_options.h"

static const char help[] =
	"Usage: memprof run [options] [--] PROGRAM [ARGUMENT...]\n\n"
	"Runs a program and samples its memory into mprofile_<date and time>.dat, which\n"
	"`memprof plot` shows (and mprof plot too). Output, signals and exit status are the\n"
	"program's.\n\n"
	"Options:\n" RUN_OPTIONS_HELP
	"      --break-at SIZE    stop (SIGTRAP in a debugger, else SIGSTOP) where memory first\n"
	"                         passes SIZE; for programs built with memcc -fmemprof\n"
	"      --python           run a Python script under memory_profiler, for its brackets\n"
	"  -h, --help             this\n";

enum { OPTION_BREAK_AT = 1000, OPTION_PYTHON, OPTION_NOPYTHON };

static const struct option long_options[] = {RUN_LONG_OPTIONS,
					     {"break-at", required_argument, NULL, OPTION_BREAK_AT},
					     {"python", no_argument, NULL, OPTION_PYTHON},
					     {"nopython", no_argument, NULL, OPTION_NOPYTHON},
					     {0}};

struct run {
	struct sampler_options sampler;
	bool python;
	char **words;
	bool breaks;
};

/* Tells the runtime; options are separated by colons, later ones win. */
static void set_break(const char *size)
{
	int64_t bytes;
	if (!mp_bytes_parse(size, &bytes) || bytes <= 0)
		mp_die(1, "--break-at %s: give a size, as 100MiB", size);
	const char *old = getenv("MEMCC_OPTIONS");
	char *options = mp_format("%s%sbreak_at=%lld", old ? old : "", old && *old ? ":" : "",
				  (long long)bytes);
	setenv("MEMCC_OPTIONS", options, 1);
	free(options);
}

static struct run parse(int argc, char **argv)
{
	struct run run = {.sampler = {.interval = 0.1}};
	int option;
	optind = 0;
	while ((option = getopt_long(argc, argv, RUN_SHORT_OPTIONS, long_options, NULL)) != -1) {
		if (run_option(&run.sampler, option, optarg))
			continue;
		if (option == 'h') {
			fputs(help, stdout);
			exit(mp_finish(0));
		}
		if (option == OPTION_BREAK_AT) {
			set_break(optarg);
			run.breaks = true;
		} else if (option == OPTION_PYTHON || option == OPTION_NOPYTHON)
			run.python = option == OPTION_PYTHON;
		else
			mp_bad_option("run", argv, option);
	}
	run.words = argv + optind;
	if (!run.words[0])
		mp_die(1, "run: give a program to run (memprof run --help)");
	return run;
}

/* memory_profiler appends FUNC records to the same file when the script ends. */
static void wrap_python(struct run *run, const char *output)
{
	const char *front[] = {"python3", "-m", "memory_profiler", "--timestamp", "-o", output};
	size_t count = sizeof front / sizeof *front, given = 0;
	size_t skip = !strncmp(mp_path_base(run->words[0]), "python", 6) && run->words[1];
	while (run->words[skip + given])
		given++;
	char **words = mp_zalloc(count + given + 2, sizeof *words);
	size_t used = 0;
	for (size_t i = 0; i < count; i++)
		words[used++] = mp_strdup(i == 0 && skip ? run->words[0] : front[i]);
	if (run->sampler.children)
		words[used++] = mp_strdup("--include-children");
	memcpy(words + used, run->words + skip, given * sizeof *words);
	run->words = words;
}

static void say_end(struct sampler *sampler, const struct run_process *process)
{
	double high = (double)process->usage.ru_maxrss / 1024;
	if (WIFEXITED(process->status))
		sampler_finish(sampler, "exit", WEXITSTATUS(process->status), high);
	else
		sampler_finish(sampler, "signal", WTERMSIG(process->status), high);
}

int cmd_run(int argc, char **argv)
{
	struct run run = parse(argc, argv);
	struct run_process process = {0};
	struct sampler sampler;
	int status = 1;
	if (!sampler_start(&sampler, &run.sampler, run.words))
		return 1;
	if (run.python)
		wrap_python(&run, sampler.name);
	run_process_signals(&process);
	if (!run_process_start(&process, run.words, &status)) {
		sampler_discard(&sampler);
		return status;
	}
	if (!sampler_begin(&sampler, process.pid) && errno != ENOENT && errno != ESRCH)
		mp_warning("%s: cannot be sampled by %s: %s", run.words[0],
			   sampler_backend_name(run.sampler.backend), strerror(errno));
	run_loop(&sampler, &process, -1);
	say_end(&sampler, &process);
	run_last_word(&sampler);
	if (run.breaks && !sampler.profiled)
		mp_warning("--break-at: %s left no line profile, so nothing could stop it: build "
			   "it with memcc -fmemprof",
			   run.words[0]);
	free(sampler.name);
	return run_process_leave(&process);
}
