/* version.c - asks the compiler what it is and picks the plugin for it; see toolchain.h.
 *
 * The predefined macros are asked for, not --version: they say the same in every packaging and
 * language, and tell the machine too.
 */
#include "say.h"
#include "toolchain.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined __x86_64__
#define MACHINE "x86-64"
#define MACHINE_MACRO "__x86_64__"
#elif defined __aarch64__
#define MACHINE "AArch64"
#define MACHINE_MACRO "__aarch64__"
#else
#error "memcc's runtime does not know this machine"
#endif

static void __attribute__((noreturn))
run_question(const struct toolchain *toolchain, const struct list *target, int output)
{
	static const char *const words[] = {"-dM", "-E", "-x", "c", "/dev/null"};
	struct list command = {0};
	int null = open("/dev/null", O_RDWR);

	list_add(&command, toolchain->name);
	list_add_all(&command, target);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		list_add(&command, words[i]);
	dup2(null, STDIN_FILENO);
	dup2(null, STDERR_FILENO);
	dup2(output, STDOUT_FILENO);
	execv(toolchain->path, (char **)command.items);
	_exit(127);
}

struct macros {
	int gnu, clang;
	bool machine, lp64;
};

static void read_macro(struct macros *macros, const char *line)
{
	sscanf(line, "#define __GNUC__ %d", &macros->gnu);
	sscanf(line, "#define __clang_major__ %d", &macros->clang);
	macros->machine |= starts_with(line, "#define " MACHINE_MACRO " ");
	macros->lp64 |= starts_with(line, "#define __LP64__ ");
}

static void read_macros(struct macros *macros, int input)
{
	FILE *file = fdopen(input, "r");
	char *line = NULL;
	size_t size = 0;

	if (!file)
		fail(FAIL_OURS, "cannot read the compiler's answer: %s", strerror(errno));
	while (getline(&line, &size, file) > 0)
		read_macro(macros, line);
	free(line);
	fclose(file);
}

struct version toolchain_version(const struct toolchain *toolchain, const struct list *target)
{
	struct macros macros = {0};
	int ends[2], status;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) != 0 || (child = fork()) < 0)
		fail(FAIL_OURS, "cannot run %s: %s", toolchain->path, strerror(errno));
	if (child == 0)
		run_question(toolchain, target, ends[1]);
	close(ends[1]);
	read_macros(&macros, ends[0]);
	waitpid(child, &status, 0);
	if (!macros.gnu && !macros.clang)
		fail(FAIL_USER,
		     "'%s' does not say which compiler it is (asked with -dM -E); memcc "
		     "-fmemprof works with GCC and Clang",
		     toolchain->name);
	if (!macros.machine || !macros.lp64)
		fail(FAIL_USER,
		     "%s: '%s' compiles for another machine than 64-bit " MACHINE
		     ", the only one with a runtime for -fmemprof",
		     target->count ? target->items[target->count - 1] : toolchain->path,
		     toolchain->name);
	return (struct version){macros.clang != 0, macros.clang ? macros.clang : macros.gnu};
}

static int is_compiler(const struct dirent *entry)
{
	return starts_with(entry->d_name, "gcc-") || starts_with(entry->d_name, "clang-");
}

/* "gcc-11, gcc-12", of those whose plugin really is there. */
static const char *list_plugins(const char *libraries)
{
	struct dirent **entries;
	const char *names = "";
	int count = scandir(libraries, &entries, is_compiler, versionsort);

	for (int i = 0; i < count; i++)
		if (access(text("%s/%s/memcc.so", libraries, entries[i]->d_name), R_OK) == 0)
			names = text("%s%s%s", names, *names ? ", " : "", entries[i]->d_name);
	return names;
}

const char *toolchain_plugin(const struct toolchain *toolchain, struct version version)
{
	const char *libraries = toolchain_libraries();
	const char *kind = version.clang ? "clang" : "gcc";
	const char *path = text("%s/%s-%d/memcc.so", libraries, kind, version.major), *names;

	if (access(path, R_OK) == 0)
		return path;
	names = list_plugins(libraries);
	if (!*names)
		fail(FAIL_USER,
		     "no plugin for %s %d (%s); there is none at all in %s: memcc is not "
		     "completely installed, or MEMCC_LIBDIR is wrong",
		     kind, version.major, toolchain->name, libraries);
	fail(FAIL_USER, "no plugin for %s %d (%s); there are: %s", kind, version.major,
	     toolchain->name, names);
}
