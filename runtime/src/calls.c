/* calls.c - the ABI of -fmemprof-mode=calls: a call at every boundary, nothing inlined.
 *
 * It feeds the same engine as inlined code does, and so serves as its oracle. It is also the only
 * mode for metrics that the kernel keeps (rss, pss, uss): they are read here, at each boundary, and
 * what changed since the one before belongs to the statement that was open.
 */
#include "internal.h"

static uint64_t *copy_of(struct mc_area *area, uint64_t *cell)
{
	struct mc_module *module = mc_module_of((uintptr_t)cell);
	ptrdiff_t delta = module ? mc_thread_delta(area, module) : 0;

	return (uint64_t *)((uintptr_t)cell + (uintptr_t)delta);
}

static void observe(struct mc_area *area)
{
	if (mc_options.metric >= MEMPROF_METRIC_RSS)
		mc_stack_observe(area, mc_process_memory(mc_options.metric));
}

/* The thread's area with the bookkeeping begun; null: not to be had, or a signal handler's call
 * from within it, for which only the stack is kept in order. */
static struct mc_area *begin(void)
{
	struct mc_area *area = mc_self ? mc_self : mc_thread_attach();

	if (!area || area->busy)
		return NULL;
	area->busy = 1;
	MC_ORDER();
	return area;
}

static void finish(struct mc_area *area)
{
	MC_ORDER();
	area->busy = 0;
}

MC_EXPORT void __memcc_call_enter(struct memcc_function *function)
{
	int error = errno;
	struct mc_area *area;

	if (!function->entered)
		__memcc_enter(function);
	area = begin();
	if (area)
		observe(area);
	__memcc_self->top++;
	*(uintptr_t *volatile)__memcc_self->top = (uintptr_t)function->points;
	if (area) {
		copy_of(area, function->counters)[0]++;
		finish(area);
	}
	errno = error;
}

MC_EXPORT void __memcc_call_statement(uint64_t *counter, uintptr_t point)
{
	int error = errno;
	struct mc_area *area = begin();

	if (area) {
		observe(area);
		++*copy_of(area, counter);
	}
	if (point)
		*(uintptr_t *volatile)__memcc_self->top = point;
	if (area) {
		if (mc_options.metric >= MEMPROF_METRIC_RSS)
			mc_stack_frame(area); /* its interval begins with what was just read */
		finish(area);
	}
	errno = error;
}

MC_EXPORT void __memcc_call_resume(uintptr_t point)
{
	int error = errno;
	struct mc_area *area = begin();

	if (area)
		observe(area);
	if (point)
		*(uintptr_t *volatile)__memcc_self->top = point;
	if (area)
		finish(area);
	errno = error;
}

MC_EXPORT void __memcc_call_leave(void)
{
	int error = errno;
	struct mc_area *area = begin();

	if (area) {
		observe(area);
		finish(area);
	}
	__memcc_self->top--;
	errno = error;
}
