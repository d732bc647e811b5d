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

/* --memcc-launch CC …: as a build system's launcher, in front of the compiler that it runs. When
 * that is memcc again there is nothing to choose. Returns where the compiler's words begin. */
static char **read_launch(char **words, const char **compiler)
{
	const char *program;

	if (!words[0] || strcmp(words[0], "--memcc-launch") != 0)
		return words;
	if (!words[1])
		fail(FAIL_USER, "--memcc-launch needs a compiler and its arguments");
	program = strchr(words[1], '/') ? words[1] : find_program(words[1]);
	if (!program || !find_is_self(program))
		*compiler = words[1];
	return words + 2;
}

int main(int count, char **words)
{
	struct arguments arguments = {0};
	struct toolchain toolchain = {0};
	struct list command = {0};
	const char *launched = NULL;

	if (count < 1)
		return FAIL_USER;
	char **rest = read_launch(words + 1, &launched);

	arguments_read(&arguments, getenv("MEMCC_FLAGS"), rest);
	if (arguments.settings.request == REQUEST_HELP)
		return information_help(), 0;
	if (arguments.settings.request == REQUEST_VERSION)
		return information_version(), 0;
	if (launched)
		toolchain_find(&toolchain, launched, false);
	else
		toolchain_find(&toolchain, arguments.settings.compiler, is_cxx_driver(words[0]));
	if (arguments.settings.request == REQUEST_ID)
		return information_id(&toolchain, &arguments), 0;
	command_build(&command, &arguments, &toolchain);
	return run(toolchain.run, &command, toolchain.launcher.count + 1);
}
