/* limits.c - a program may raise the limit of its stack while it runs (compilers and interpreters
 * do); then the main thread's shadow stack must be allowed to grow as far as its real one.
 */
#include "internal.h"
#include "real.h"

MC_REAL_DECLARE(setrlimit)
MC_REAL_DECLARE(setrlimit64)
MC_REAL_DECLARE(prlimit)
MC_REAL_DECLARE(prlimit64)

static int after(int result, int resource, const void *limit)
{
	if (result == 0 && resource == RLIMIT_STACK && limit)
		mc_area_raise_stack();
	return result;
}

MC_HOOK int MC_NAME(setrlimit)(__rlimit_resource_t resource, const struct rlimit *limit)
{
	return after(MC_REAL(setrlimit)(resource, limit), (int)resource, limit);
}

MC_HOOK int MC_NAME(setrlimit64)(__rlimit_resource_t resource, const struct rlimit64 *limit)
{
	return after(MC_REAL(setrlimit64)(resource, limit), (int)resource, limit);
}

MC_HOOK int MC_NAME(prlimit)(pid_t pid, enum __rlimit_resource resource, const struct rlimit *limit,
			     struct rlimit *old)
{
	return after(MC_REAL(prlimit)(pid, resource, limit, old), (int)resource, limit);
}

MC_HOOK int MC_NAME(prlimit64)(pid_t pid, enum __rlimit_resource resource,
			       const struct rlimit64 *limit, struct rlimit64 *old)
{
	return after(MC_REAL(prlimit64)(pid, resource, limit, old), (int)resource, limit);
}
