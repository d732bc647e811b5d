/* information.c - see information.h. */
#include "information.h"
#include "config.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void information_help(void)
{
	puts("Usage: memcc [options of the compiler] [options below] file...\n"
	     "\n"
	     "Runs the compiler (" MEMCC_DEFAULT_CC " unless told otherwise); with -fmemprof the "
	     "program\n"
	     "records where its memory goes, and `memprof report` shows it line by line.\n"
	     "Objects compiled so are known when they are linked; with -flto, give it there, "
	     "too.\n");
	ours_print_help();
	puts("\n"
	     "MEMCC_CC, MEMCC_CXX  the compilers; MEMCC_FLAGS  options as above, before the\n"
	     "command line's; MEMCC_LIBDIR  where plugins and runtime are.\n"
	     "The compiler's own help: memcc --help");
}

void information_version(void)
{
	puts("memcc " MEMCC_VERSION);
}

static void print_file(const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0)
		printf("%s %lld %lld.%09ld\n", path, (long long)status.st_size,
		       (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

void information_id(const struct toolchain *toolchain, const struct arguments *arguments)
{
	char *directory = getcwd(NULL, 0), *real = realpath(toolchain->path, NULL);
	struct version version = toolchain_version(toolchain, &arguments->target);

	printf("memcc %s\n%s\n", MEMCC_VERSION, directory ? directory : "");
	print_file(real ? real : toolchain->path);
	print_file(toolchain_plugin(toolchain, version));
}
