/* ways_out.c - ends that run no exit handlers: _exit, quick_exit, abort, exec.
 *
 * Nothing has to be saved here, the file is true already; they only leave a mark that tells such an
 * end from a kill. A child of vfork, which shares our memory but is not us, leaves none.
 */
#define MC_MAY_ALLOCATE /* speaks of abort, which it stands in front of */
#include "internal.h"
#include "real.h"
#include <stdarg.h>

MC_REAL_DECLARE(_exit)
MC_REAL_DECLARE(_Exit)
MC_REAL_DECLARE(quick_exit)
MC_REAL_DECLARE(abort)
MC_REAL_DECLARE(execve)
MC_REAL_DECLARE(execv)
MC_REAL_DECLARE(execvp)
MC_REAL_DECLARE(execvpe)
MC_REAL_DECLARE(fexecve)

MC_HOOK void MC_NAME(_exit)(int status)
{
	mc_start_finish(MEMPROF_END_QUICK, status);
	MC_REAL(_exit)(status);
	__builtin_unreachable();
}

MC_HOOK void MC_NAME(_Exit)(int status)
{
	mc_start_finish(MEMPROF_END_QUICK, status);
	MC_REAL(_Exit)(status);
	__builtin_unreachable();
}

MC_HOOK void MC_NAME(quick_exit)(int status)
{
	mc_start_finish(MEMPROF_END_QUICK, status);
	MC_REAL(quick_exit)(status);
	__builtin_unreachable();
}

/* A handler of SIGABRT may jump away, and the program goes on: then a later end overwrites this. */
MC_HOOK void MC_NAME(abort)(void)
{
	mc_start_mark(MEMPROF_END_ABORT);
	MC_REAL(abort)();
	__builtin_unreachable();
}

/* Only a failed exec comes back. */
static int came_back(int result)
{
	mc_start_mark(MEMPROF_END_NONE);
	return result;
}

MC_HOOK int MC_NAME(execve)(const char *path, char *const arguments[], char *const environment[])
{
	mc_start_mark(MEMPROF_END_EXEC);
	return came_back(MC_REAL(execve)(path, arguments, environment));
}

MC_HOOK int MC_NAME(execv)(const char *path, char *const arguments[])
{
	mc_start_mark(MEMPROF_END_EXEC);
	return came_back(MC_REAL(execv)(path, arguments));
}

MC_HOOK int MC_NAME(execvp)(const char *file, char *const arguments[])
{
	mc_start_mark(MEMPROF_END_EXEC);
	return came_back(MC_REAL(execvp)(file, arguments));
}

MC_HOOK int MC_NAME(execvpe)(const char *file, char *const arguments[], char *const environment[])
{
	mc_start_mark(MEMPROF_END_EXEC);
	return came_back(MC_REAL(execvpe)(file, arguments, environment));
}

MC_HOOK int MC_NAME(fexecve)(int fd, char *const arguments[], char *const environment[])
{
	mc_start_mark(MEMPROF_END_EXEC);
	return came_back(MC_REAL(fexecve)(fd, arguments, environment));
}

/* The forms with a list: gathered on the stack, as the C library does. */
#define GATHER(first, list)                                                                        \
	va_start(list, first);                                                                     \
	do                                                                                         \
		count++;                                                                           \
	while (va_arg(list, char *) != NULL);                                                      \
	va_end(list);                                                                              \
	char *arguments[count + 1];                                                                \
	va_start(list, first);                                                                     \
	arguments[0] = (char *)(uintptr_t)first;                                                   \
	for (size_t i = 1; i <= count; i++)                                                        \
	arguments[i] = va_arg(list, char *)

MC_HOOK int MC_NAME(execl)(const char *path, const char *first, ...)
{
	size_t count = 0;
	va_list list;

	GATHER(first, list);
	va_end(list);
	return MC_NAME(execv)(path, arguments);
}

MC_HOOK int MC_NAME(execlp)(const char *file, const char *first, ...)
{
	size_t count = 0;
	va_list list;

	GATHER(first, list);
	va_end(list);
	return MC_NAME(execvp)(file, arguments);
}

MC_HOOK int MC_NAME(execle)(const char *path, const char *first, ...)
{
	size_t count = 0;
	va_list list;
	char *const *environment;

	GATHER(first, list);
	environment = va_arg(list, char *const *);
	va_end(list);
	return MC_NAME(execve)(path, arguments, environment);
}
