/* toolchain.c - see toolchain.h. */
#include "toolchain.h"
#include "config.h"
#include "find.h"
#include "response.h"
#include "say.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The C++ driver that belongs to a C driver: only the last part of the name changes. */
static const struct {
	const char *c, *cxx;
} pairs[] = {
	{"gcc", "g++"},
	{"clang", "clang++"},
	{"cc", "c++"},
};

/* "dir/x86_64-linux-gnu-gcc-11" -> "dir/x86_64-linux-gnu-g++-11"; null if it is no known name. */
static const char *cxx_name(const char *compiler)
{
	const char *slash = strrchr(compiler, '/');
	const char *base = slash ? slash + 1 : compiler;

	if (strstr(base, "++"))
		return compiler;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t length = strlen(pairs[i].c);

		for (const char *at = base; (at = strstr(at, pairs[i].c)); at++) {
			bool starts = at == base || at[-1] == '-';
			bool ends = at[length] == 0 || at[length] == '-';

			if (starts && ends)
				return text("%.*s%s%s", (int)(at - compiler), compiler,
					    pairs[i].cxx, at + length);
		}
	}
	return NULL;
}

struct choice {
	const char *command, *source; /* what is asked for, and by what */
	bool is_cxx;                  /* it names a C++ driver already */
};

static const char *environment(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static struct choice choose(const char *asked, bool cxx)
{
	const char *c = environment("MEMCC_CC"), *c_plus = environment("MEMCC_CXX");

	if (asked)
		return (struct choice){asked, "--memcc-cc", false};
	if (cxx && c_plus)
		return (struct choice){c_plus, "MEMCC_CXX", true};
	if (c)
		return (struct choice){c, "MEMCC_CC", false};
	return (struct choice){MEMCC_DEFAULT_CC, "memcc's default", false};
}

/* The command may be one path, blanks and all, or a launcher and its words before the name. */
static void split_command(struct toolchain *toolchain, const char *command)
{
	struct list words = {0};

	if (find_program(command)) {
		toolchain->name = command;
		return;
	}
	response_split(command, &words);
	toolchain->name = words.count ? words.items[words.count - 1] : "";
	for (size_t i = 0; i + 1 < words.count; i++)
		list_add(&toolchain->launcher, words.items[i]);
}

void toolchain_find(struct toolchain *toolchain, const char *asked, bool cxx)
{
	struct choice choice = choose(asked, cxx);

	split_command(toolchain, choice.command);
	if (cxx && !choice.is_cxx) {
		const char *name = cxx_name(toolchain->name);

		if (!name)
			fail(FAIL_USER,
			     "cannot tell which C++ compiler belongs to '%s' (from %s); set "
			     "MEMCC_CXX",
			     toolchain->name, choice.source);
		toolchain->name = name;
	}
	toolchain->path = find_program(toolchain->name);
	if (!toolchain->path)
		fail(FAIL_USER, "compiler '%s' not found (from %s); %s names another",
		     toolchain->name, choice.source, cxx ? "MEMCC_CXX" : "MEMCC_CC");
	if (find_is_self(toolchain->path))
		fail(FAIL_USER, "compiler '%s' (from %s) is memcc itself", toolchain->name,
		     choice.source);
	toolchain->run = toolchain->path;
	if (toolchain->launcher.count) {
		toolchain->run = find_program(toolchain->launcher.items[0]);
		if (!toolchain->run)
			fail(FAIL_USER, "'%s' not found (from %s)", toolchain->launcher.items[0],
			     choice.source);
	}
}

const char *toolchain_libraries(void)
{
	const char *directory = environment("MEMCC_LIBDIR");

	return directory ? directory : text("%s/lib/memcc", find_prefix());
}

const char *toolchain_library(const char *name)
{
	const char *path = text("%s/%s", toolchain_libraries(), name);

	if (access(path, R_OK) != 0)
		fail(FAIL_USER,
		     "%s is missing: memcc is not completely installed, or MEMCC_LIBDIR is wrong",
		     path);
	return path;
}

const char *toolchain_include(void)
{
	const char *directory = text("%s/include", find_prefix());

	return access(text("%s/memprof.h", directory), R_OK) == 0 ? directory : NULL;
}
