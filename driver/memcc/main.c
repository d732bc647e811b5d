/* main.c - memcc and memc++: run a compiler, and with -fmemprof let it build a profiled program.
 *
 *   arguments.c   what does the command line ask for?       options.c, ours.c, language.c
 *   toolchain.c   which compiler, which plugin?             find.c, version.c
 *   command.c     what does the compiler have to be told?
 *   run.c         be it
 */
#include "arguments.h"
#include "command.h"
#include "find.h"
#include "information.h"
#include "run.h"
#include "say.h"
#include <stdlib.h>
#include <string.h>

static bool is_cxx_driver(const char *name)
{
	const char *slash = strrchr(name, '/');

	return strstr(slash ? slash + 1 : name, "++") != NULL;
}

/* Who is to run: settled by our own name, unless a build system's launcher form names it. */
struct role {
	const char *compiler; /* to be run, or null: to be chosen */
	bool cxx;             /* we are a C++ driver: choose one */
};

/* --memcc-launch CC …: memcc in front of the compiler that a build system wants to run. When that
 * is memcc again there is a choice to make as always. Returns where the compiler's words begin. */
static char **read_role(struct role *role, char **words)
{
	const char *program;

	role->cxx = is_cxx_driver(words[0]);
	if (!words[1] || strcmp(words[1], "--memcc-launch") != 0)
		return words + 1;
	if (!words[2])
		fail(FAIL_USER, "--memcc-launch needs a compiler and its arguments");
	program = strchr(words[2], '/') ? words[2] : find_program(words[2]);
	if (program && find_is_self(program))
		role->cxx = is_cxx_driver(words[2]);
	else
		*role = (struct role){.compiler = words[2]};
	return words + 3;
}

int main(int count, char **words)
{
	struct arguments arguments = {0};
	struct toolchain toolchain = {0};
	struct list command = {0};
	struct role role = {0};

	if (count < 1)
		return FAIL_USER;
	arguments_read(&arguments, getenv("MEMCC_FLAGS"), read_role(&role, words));
	if (arguments.settings.request == REQUEST_HELP)
		return information_help(), 0;
	if (arguments.settings.request == REQUEST_VERSION)
		return information_version(), 0;
	if (!role.compiler)
		role.compiler = arguments.settings.compiler;
	toolchain_find(&toolchain, role.compiler, role.cxx);
	if (arguments.settings.request == REQUEST_ID)
		return information_id(&toolchain, &arguments), 0;
	command_build(&command, &arguments, &toolchain);
	return run(toolchain.run, &command, toolchain.launcher.count + 1);
}
