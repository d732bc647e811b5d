/* start.c - the runtime's life: asleep until there is something to profile, then running, and the
 * mark it leaves at the end.
 *
 * In an executable mc_start runs before every other initialiser (.preinit_array), in the shared
 * object as a constructor. Nothing is opened before the first module with a profiled function has
 * announced itself, so a program without one pays for the look of it only.
 */
#define MC_MAY_ALLOCATE /* looks symbols up */
#include "internal.h"

MC_EXPORT const char MEMCC_ABI_SYMBOL = 1;

int mc_state = MC_ASLEEP;
static volatile int started;
static bool ended;
static int start_argc;
static char **start_argv;

static void say_profile(void)
{
	if (mc_options.quiet)
		return;
	if (mc_is_running() && mc_file_is_open())
		mc_diag_line("profile in ", mc_file_name(), NULL);
#ifdef MC_EXECUTABLE
	else if (mc_state == MC_ASLEEP)
		mc_diag_line("nothing to profile: no function was chosen",
			     " (see -fmemprof=all and __attribute__((profile)))", NULL);
#endif
}

/* memprof is looked for in PATH; it writes where our lines go. */
static void print_report(void)
{
	char *arguments[] = {"memprof", "report", (char *)(uintptr_t)mc_file_name(), NULL};
	pid_t child = vfork();

	if (child == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(arguments[0], arguments);
		_exit(127);
	}
	if (child > 0)
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			continue;
}

void mc_start_finish(uint32_t how, int status)
{
	if (ended || mc_header->pid != (uint32_t)getpid())
		return;
	ended = true;
	if (mc_is_running()) {
		mc_header->end_ns = mc_clock_ns();
		mc_header->end_status = status;
		MC_ORDER();
		mc_header->end = how;
	}
	say_profile();
	if (mc_options.print && mc_file_is_open())
		print_report();
}

void mc_start_mark(uint32_t how)
{
	int error = errno;

	if (!ended && mc_is_running() && mc_header->pid == (uint32_t)getpid()) {
		mc_header->end_ns = how == MEMPROF_END_NONE ? 0 : mc_clock_ns();
		MC_ORDER();
		mc_header->end = how;
	}
	errno = error;
}

void mc_start_child(void)
{
	ended = false;
	mc_options.quiet = true;
	mc_options.print = false;
}

static void at_exit(int status, void *unused)
{
	(void)unused;
	mc_start_finish(MEMPROF_END_EXIT, status);
}

void mc_start_profile(void)
{
	static volatile int once;

	if (mc_state != MC_ASLEEP || __atomic_exchange_n(&once, 1, __ATOMIC_ACQ_REL))
		return;
	mc_hooks_install();
	mc_file_create(start_argc > 0 && start_argv[0] ? start_argv[0] : program_invocation_name);
	mc_file_meta(start_argc, start_argv);
	mc_threads_init();
	mc_fork_init();
	__atomic_store_n(&mc_state, MC_RUNNING, __ATOMIC_RELEASE);
	mc_module_publish_all();
	mc_thread_attach();
}

#ifndef MC_EXECUTABLE
extern const char mc_start_abi __attribute__((alias(MEMCC_ABI_SYMBOL_NAME)));
#endif

/* One runtime a process: where an executable brings its own, the shared object's stays asleep. */
static bool is_second(void)
{
#ifdef MC_EXECUTABLE
	return false;
#else
	return dlsym(RTLD_DEFAULT, MEMCC_ABI_SYMBOL_NAME) != (const void *)&mc_start_abi;
#endif
}

void mc_start(int argc, char **argv, char **environment)
{
	int error = errno;

	if (is_second())
		return;
	if (__atomic_exchange_n(&started, 1, __ATOMIC_ACQ_REL))
		return;
	start_argc = argc;
	start_argv = argv;
	mc_header->pid = (uint32_t)getpid();
	mc_options_read(environment);
	mc_next_verify();
	on_exit(at_exit, NULL);
	__memcc_module_open(&mc_module_own);
	errno = error;
}

#ifdef MC_EXECUTABLE
__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **,
									    char **) = mc_start;
#else
__attribute__((constructor(101))) static void first(int argc, char **argv, char **environment)
{
	mc_start(argc, argv, environment);
}
#endif
