/* cmd_merge.c - `memprof merge`: adds up profiles of one program into a new profile. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "merge.h"

static const char help[] =
	"Usage: memprof merge PROFILE... -o FILE [--force]\n"
	"\n"
	"Adds up profiles of one program (of its forked children, of many runs) into one.\n"
	"Columns that add up are added, Mem usage and Peak are the largest. Profiles of\n"
	"different programs or builds are refused.\n"
	"\n"
	"  -o, --output=FILE   the new profile; never written over an existing file\n"
	"  -f, --force         unless this is given\n"
	"  -h, --help          this text\n";

struct options {
	const char *output;
	bool force;
};

static bool write_all(int fd, const struct mp_text *file)
{
	for (size_t done = 0; done < file->size;) {
		ssize_t written = write(fd, file->data + done, file->size - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		done += (size_t)written;
	}
	return true;
}

/* Complete or not at all: written beside and put in place in the end. */
static void save(const struct options *options, const struct mp_text *file)
{
	char *beside = mp_format("%s.%ld.tmp", options->output, (long)getpid());
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		mp_die(1, "%s: cannot be written: %s", options->output, strerror(errno));
	bool good = write_all(fd, file);
	good = close(fd) == 0 && good;
	/* link refuses to replace, rename replaces. */
	if (good && options->force)
		good = rename(beside, options->output) == 0;
	else if (good)
		good = link(beside, options->output) == 0;
	int reason = errno;
	unlink(beside);
	if (!good && reason == EEXIST)
		mp_die(1, "%s exists; --force writes over it", options->output);
	if (!good)
		mp_die(1, "%s: cannot be written: %s", options->output, strerror(reason));
	free(beside);
}

static int merge(const struct options *options, char **paths, size_t count)
{
	struct mp_merge sum;
	struct mp_text file = {0};
	if (!options->force && access(options->output, F_OK) == 0)
		mp_die(1, "%s exists; --force writes over it", options->output);
	char *error = mp_merge_open(&sum, paths, count);
	if (!error)
		error = mp_merge_modules(&sum);
	if (error)
		mp_die(1, "%s", error);
	mp_merge_slots(&sum);
	mp_merge_headers(&sum);
	mp_merge_write(&sum, &file);
	save(options, &file);
	printf("%s: %zu profiles, %u threads\n", options->output, count, sum.thread.threads);
	mp_text_free(&file);
	mp_merge_free(&sum);
	return 0;
}

int cmd_merge(int argc, char **argv)
{
	static const struct option long_options[] = {
		{"output", required_argument, NULL, 'o'},
		{"force", no_argument, NULL, 'f'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct options options = {0};
	optind = 1;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":o:fh", long_options, NULL)) != -1;) {
		switch (option) {
		case 'o':
			options.output = optarg;
			break;
		case 'f':
			options.force = true;
			break;
		case 'h':
			fputs(help, stdout);
			return 0;
		default:
			mp_die(1, "merge: %s: unknown option, or its value is missing",
			       argv[optind - 1]);
		}
	}
	if (!options.output)
		mp_die(1, "merge: -o FILE is missing: where the sum goes");
	if (optind == argc)
		mp_die(1, "merge: no profile was named");
	return merge(&options, argv + optind, (size_t)(argc - optind));
}
