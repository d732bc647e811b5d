/* cmd_attach.c - memprof attach: samples a process that runs already. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "commands.h"
#include "run_options.h"

static const char help[] =
	"Usage: memprof attach [options] PID|NAME\n\n"
	"Samples a running process until it ends, --duration is over, or Ctrl-C. The process is\n"
	"only looked at. NAME: part of a command name; it must fit one process only.\n\n"
	"Options:\n" RUN_OPTIONS_HELP "  -h, --help             this\n";

static const struct option long_options[] = {RUN_LONG_OPTIONS, {0}};

static struct sampler_options parse(int argc, char **argv)
{
	struct sampler_options options = {.interval = 0.1, .attached = true};
	int option;
	optind = 0;
	while ((option = getopt_long(argc, argv, RUN_SHORT_OPTIONS, long_options, NULL)) != -1) {
		if (option == 'h') {
			fputs(help, stdout);
			exit(mp_finish(0));
		}
		if (!run_option(&options, option, optarg))
			mp_bad_option("attach", argv, option);
	}
	if (optind + 1 != argc)
		mp_die(1, "attach: give one process id or name (memprof attach --help)");
	return options;
}

/* First `most` bytes of /proc/PID/NAME, zero-terminated; -1: gone. */
static ssize_t proc_file(pid_t pid, const char *name, char *text, size_t most)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, text, most - 1);
	if (fd >= 0)
		close(fd);
	text[size > 0 ? size : 0] = '\0';
	return size;
}

static pid_t find_by_name(const char *name)
{
	pid_t found = 0;
	DIR *proc = opendir("/proc");
	for (struct dirent *entry; proc && (entry = readdir(proc));) {
		char command[64];
		pid_t pid = (pid_t)atol(entry->d_name);
		if (!isdigit((unsigned char)entry->d_name[0]) || pid == getpid())
			continue;
		if (proc_file(pid, "comm", command, sizeof command) <= 0 || !strstr(command, name))
			continue;
		if (found)
			mp_die(1, "%s: fits processes %ld and %ld at least: give one number", name,
			       (long)found, (long)pid);
		found = pid;
	}
	if (proc)
		closedir(proc);
	if (!found)
		mp_die(1, "%s: no process of that name runs", name);
	return found;
}

static pid_t find(const char *text)
{
	uint64_t number;
	if (!mp_number_parse(text, INT32_MAX, &number))
		return find_by_name(text);
	char path[64];
	snprintf(path, sizeof path, "/proc/%ld", (long)number);
	if (!number || access(path, F_OK))
		mp_die(1, "%s: no such process", text);
	return (pid_t)number;
}

/* The process's own command line as words. */
static char **command_of(pid_t pid)
{
	static char text[16384];
	ssize_t size = proc_file(pid, "cmdline", text, sizeof text);
	if (size <= 0) /* a kernel thread, or not to be read */
		size = snprintf(text, sizeof text, "process %ld", (long)pid);
	char **words = NULL;
	size_t count = 0, room = 0;
	for (char *at = text; at < text + size; at += strlen(at) + 1)
		*MP_PUSH(words, count, room) = at;
	*MP_PUSH(words, count, room) = NULL;
	return words;
}

int cmd_attach(int argc, char **argv)
{
	struct sampler_options options = parse(argc, argv);
	pid_t pid = find(argv[optind]);
	struct run_process process = {0};
	struct sampler sampler;
	int target = (int)syscall(SYS_pidfd_open, pid, 0);
	if (target < 0)
		mp_die(1, "process %ld: %s", (long)pid, strerror(errno));
	char **words = command_of(pid);
	if (!sampler_start(&sampler, &options, words))
		return 1;
	run_process_signals(&process);
	if (!sampler_begin(&sampler, pid) || !sampler_process_read(&sampler.process)) {
		mp_error("process %ld cannot be sampled by %s: %s", (long)pid,
			 sampler_backend_name(options.backend), strerror(errno ? errno : EACCES));
		sampler_discard(&sampler);
		return 1;
	}
	if (!options.quiet)
		fprintf(stderr, "memprof: sampling process %ld (%s) every %g s into %s\n",
			(long)pid, words[0], options.interval, sampler.name);
	run_loop(&sampler, &process, target);
	sampler_finish(&sampler, "stopped", 0, 0);
	run_last_word(&sampler);
	free(sampler.name);
	free(words);
	close(target);
	return 0;
}
