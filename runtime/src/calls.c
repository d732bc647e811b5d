/* calls.c - the ABI of -fmemprof-mode=calls: a call at every boundary, nothing inlined.
 *
 * It feeds the same engine as inlined code does, and so serves as its oracle. It is also the only
 * mode for metrics that the kernel keeps (rss, pss, uss): they are read here, at each boundary, and
 * what changed since the one before belongs to the statement that was open.
 */
#include "first.h"

static uint64_t *copy_of(struct mc_area *area, struct mc_module *module, uint64_t *cell)
{
	return (uint64_t *)((uintptr_t)cell + (uintptr_t)mc_thread_delta(area, module));
}

static void observe(struct mc_area *area)
{
	if (mc_options.metric >= MEMPROF_METRIC_RSS)
		mc_stack_observe(area, mc_process_memory(mc_options.metric));
}

/* A signal handler's call from within the bookkeeping counts all the same, if there is something to
 * count in: mapping it has to wait. */
static void count(const struct mc_area *begun, uint64_t *cell)
{
	struct mc_area *area = mc_self;
	struct mc_module *module = mc_module_of((uintptr_t)cell);

	if (area && module && (begun || area->delta_id[module->place] == module->id))
		++*copy_of(area, module, cell);
}

/* The thread's area with the bookkeeping begun; null: not to be had, or a signal handler's call
 * from within it, for which only counts and the stack are kept in order. */
static struct mc_area *begin(void)
{
	struct mc_area *area = mc_thread_area();

	if (!area || area->busy)
		return NULL;
	mc_busy_begin(area);
	return area;
}

MC_EXPORT void __memcc_call_enter(struct memcc_function *function)
{
	int error = errno;
	struct mc_area *area;

	if (!function->entered)
		__memcc_enter(function);
	if (MC_UNLIKELY(mc_first_calls))
		function = mc_first_enter(function);
	area = begin();
	if (area)
		observe(area);
	__memcc_self->top++;
	*(uintptr_t *volatile)__memcc_self->top = (uintptr_t)function->points;
	count(area, function->counters);
	if (area)
		mc_busy_end(area);
	errno = error;
}

MC_EXPORT void __memcc_call_statement(uint64_t *counter, uintptr_t point)
{
	int error = errno;
	struct mc_area *area = begin();
	ptrdiff_t shift = MC_UNLIKELY(mc_first_calls) ? mc_first_shift() : 0;

	if (area)
		observe(area);
	count(area, (uint64_t *)((uintptr_t)counter + (uintptr_t)shift));
	if (point)
		*(uintptr_t *volatile)__memcc_self->top = point + (uintptr_t)shift;
	if (area) {
		if (mc_options.metric >= MEMPROF_METRIC_RSS)
			mc_stack_frame(area); /* its interval begins with what was just read */
		mc_busy_end(area);
	}
	errno = error;
}

MC_EXPORT void __memcc_call_resume(uintptr_t point)
{
	int error = errno;
	struct mc_area *area = begin();

	if (area)
		observe(area);
	if (point && MC_UNLIKELY(mc_first_calls))
		point += (uintptr_t)mc_first_shift();
	if (point)
		*(uintptr_t *volatile)__memcc_self->top = point;
	if (area)
		mc_busy_end(area);
	errno = error;
}

MC_EXPORT void __memcc_call_leave(void)
{
	int error = errno;
	struct mc_area *area = begin();

	if (area) {
		observe(area);
		mc_busy_end(area);
	}
	__memcc_self->top--;
	errno = error;
}
