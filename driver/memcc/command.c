/* command.c - see command.h.
 *
 *   CC  [what compiling needs]  the user's words  [what linking needs]
 *
 * Compile options stand in front, where no half-finished option of the user's can swallow them and
 * where his own -D and -U come later and win. Linker input stands behind, where archives belong.
 */
#include "command.h"
#include "abi.h"
#include "say.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* `=` ends GCC's patience with -fplugin-arg; plugin/common/options.h says how a value is coded. */
static const char *encode(const char *value)
{
	size_t special = 0;
	char *result, *out;

	for (const char *at = value; *at; at++)
		special += *at == '=' || *at == '%';
	out = result = text("%s%*s", value, (int)(2 * special), "");
	for (; *value; value++) {
		if (*value == '=' || *value == '%') {
			*out++ = '%';
			*out++ = *value == '=' ? '3' : '2';
			*out++ = *value == '=' ? 'd' : '5';
		} else {
			*out++ = *value;
		}
	}
	*out = 0;
	return result;
}

static void add_plugin(struct list *command, const struct arguments *arguments,
		       const struct toolchain *toolchain)
{
	const struct list *options = &arguments->settings.plugin;
	struct version version = toolchain_version(toolchain, &arguments->target);
	char *directory = getcwd(NULL, 0);

	list_add(command, text("-fplugin=%s", toolchain_plugin(toolchain, version)));
	if (directory)
		list_add(command, text("-fplugin-arg-memcc-directory=%s", encode(directory)));
	for (size_t i = 0; i < options->count; i++) {
		const char *key = options->items[i], *value = strchr(key, '=') + 1;

		list_add(command,
			 text("-fplugin-arg-memcc-%.*s%s", (int)(value - key), key, encode(value)));
	}
	list_add(command, "-D__MEMCC__=1");
}

static void add_compile(struct list *command, const struct arguments *arguments,
			const struct toolchain *toolchain)
{
	const char *include = toolchain_include();

	/* Last of all places, so that it hides nothing even when it is /usr/include. */
	if (include) {
		list_add(command, "-idirafter");
		list_add(command, include);
	}
	if (arguments->settings.on && arguments->served)
		add_plugin(command, arguments, toolchain);
}

/* Paths go as words of their own: -Wl, would split them at commas. */
static void add_linker_word(struct list *command, const char *word)
{
	list_add(command, "-Xlinker");
	list_add(command, word);
}

/* A shared object brings what is its own; the runtime is one for the whole process. */
static void add_runtime_shared(struct list *command)
{
	/* Mode calls refers to nothing in it, and it must announce the object all the same. */
	list_add(command, "-Wl,-u,__memcc_delta");
	list_add(command, toolchain_library("libmemcc_module.a"));
	list_add(command, toolchain_library("libmemcc_rt.so"));
	add_linker_word(command, "-rpath");
	add_linker_word(command, toolchain_libraries());
}

/* No dynamic linker will put our malloc before the C library's: the linker has to wrap it. */
static void add_runtime_static(struct list *command)
{
	list_add(command, text("@%s", toolchain_library("wrap.rsp")));
	list_add(command, toolchain_library("libmemcc_rt_static.a"));
}

/* The list lets shared objects opened later find the runtime in the executable. */
static void add_runtime_executable(struct list *command, const char *library)
{
	list_add(command, toolchain_library(library));
	add_linker_word(command, "--dynamic-list");
	add_linker_word(command, toolchain_library("executable.list"));
}

static void add_link(struct list *command, const struct arguments *arguments)
{
	if (arguments->language_set)
		list_add(command, "-xnone");
	/* Even with nothing profiled the runtime comes along, to say just that. */
	list_add(command, "-Wl,-u," MEMCC_ABI_SYMBOL_NAME);
	if (arguments->shared)
		add_runtime_shared(command);
	else if (arguments->sanitizer_tells_all)
		add_runtime_executable(command, "libmemcc_rt_nohooks.a");
	else if (arguments->sanitizer_tells_some)
		add_runtime_executable(command, "libmemcc_rt_untold.a");
	else if (arguments->is_static)
		add_runtime_static(command);
	else
		add_runtime_executable(command, "libmemcc_rt.a");
}

void command_build(struct list *command, const struct arguments *arguments,
		   const struct toolchain *toolchain)
{
	list_add_all(command, &toolchain->launcher);
	list_add(command, toolchain->name);
	if (arguments->compiles && !arguments->information)
		add_compile(command, arguments, toolchain);
	list_add_all(command, &arguments->rest);
	if (arguments->link_ours)
		add_link(command, arguments);
}
