/* run.c - see run.h. */
#include "run.h"
#include "response.h"
#include "say.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void __attribute__((noreturn)) execute(const char *program, const struct list *command)
{
	execv(program, (char **)command->items);
	fail(FAIL_USER, "cannot run %s: %s", program, strerror(errno));
}

/* The terminal's signals reach the compiler too; we stay to remove the file. */
static int wait_for(pid_t child)
{
	int status;

	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run_with_file(const char *program, const struct list *command, size_t fixed)
{
	struct list words = {0}, short_command = {0};
	const char *path;
	pid_t child;
	int status;

	for (size_t i = 0; i < command->count; i++)
		list_add(i < fixed ? &short_command : &words, command->items[i]);
	path = response_write(&words);
	list_add(&short_command, text("@%s", path));
	child = fork();
	if (child < 0)
		fail(FAIL_OURS, "cannot run %s: %s", program, strerror(errno));
	if (child == 0)
		execute(program, &short_command);
	status = wait_for(child);
	unlink(path);
	return status;
}

int run(const char *program, const struct list *command, size_t fixed)
{
	execv(program, (char **)command->items);
	if (errno == E2BIG)
		return run_with_file(program, command, fixed);
	fail(FAIL_USER, "cannot run %s: %s", program, strerror(errno));
}
