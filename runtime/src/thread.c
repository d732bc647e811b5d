/* thread.c - how a thread comes by its area, and leaves it.
 *
 * A thread attaches before its start routine runs (threads.c) or, if it was made behind our back,
 * at its first event.
 */
#include "internal.h"
#include "copy.h"

/* Where records go before a thread is attached: nothing is kept of them. */
#define SCRATCH_RECORDS 131072
static uintptr_t scratch[SCRATCH_RECORDS] = {MEMCC_POINT_OPENED};

/* In the section that is copied; with no displacement yet, this one is used. */
__attribute__((section(MEMCC_DATA_SECTION), used, aligned(64)))
MC_EXPORT struct memcc_thread __memcc_thread = {scratch, NULL};

MC_TLS struct mc_area *mc_self;
MC_TLS MC_EXPORT struct memcc_thread *__memcc_self = &__memcc_thread;
static MC_TLS bool attaching;

static void thread_name(struct mc_area *area)
{
	char name[17] = "";

	prctl(PR_GET_NAME, name);
	memcpy(area->thread->name, name, sizeof(area->thread->name));
	area->thread->name[sizeof(area->thread->name) - 1] = 0;
}

/* What was counted before the first thread was attached stays counted; and so do activations
 * that are open already. */
static void carry_over(struct mc_area *area)
{
	struct memcc_thread *fresh = area->block;
	uintptr_t *top = fresh->top;
	size_t open = (size_t)(__memcc_thread.top - scratch);

	for (uint32_t i = 0; i < mc_module_limit; i++) {
		struct mc_module *module = &mc_modules[i];
		ptrdiff_t delta = module->source ? mc_thread_delta(area, module) : 0;

		if (delta)
			memcpy(module->data + delta, module->data, module->data_size);
	}
	if (open >= area->stack.record_count)
		open = 0;
	memcpy(top + 1, scratch + 1, open * sizeof(*top));
	fresh->top = top + open;
}

/* From now on the calling thread counts in this area. */
void mc_thread_switch(struct mc_area *area)
{
	for (uint32_t i = 0; i < mc_module_limit; i++)
		if (mc_modules[i].source)
			*mc_modules[i].source->delta() =
				area->delta_id[i] == mc_modules[i].id ? area->delta[i] : 0;
	mc_self = area;
	__memcc_self = area->block;
	mc_copy_base(area->delta[mc_home->place]);
}

void mc_thread_bind(struct mc_area *area)
{
	area->thread->tid = (uint32_t)gettid();
	area->thread->threads++;
	thread_name(area);
	area->thread->state = MC_AREA_USED;
	mc_thread_switch(area);
}

/* The calling thread's own from now on. */
void mc_thread_adopt(struct mc_area *area)
{
	attaching = true;
	if (area->index == 0 && area->thread->threads == 0)
		carry_over(area);
	mc_threads_watch_end();
	mc_thread_bind(area);
	attaching = false;
}

MC_COLD struct mc_area *mc_thread_attach(void)
{
	static int said;
	int error = errno;
	struct mc_area *area;

	if (!mc_is_running() || attaching)
		return NULL;
	attaching = true;
	area = mc_area_take(0);
	if (area)
		mc_thread_adopt(area);
	else
		mc_diag_once(&said, "warning: no memory to profile a further thread",
			     "; its figures are lost", NULL);
	attaching = false;
	errno = error;
	return area;
}

/* The thread ends: what it left open is abandoned. Its area stays usable for what still follows
 * (destructors of thread-local data), until the kernel says that the thread is gone. */
void mc_thread_end(struct mc_area *area)
{
	if (area->busy)
		mc_stack_repair(area);
	mc_busy_begin(area);
	mc_stack_unwind(area, area->stack.records);
	__atomic_store_n(&area->thread->state, MC_AREA_ENDED, __ATOMIC_RELEASE);
	__atomic_fetch_add(&mc_area_changes, 1, __ATOMIC_RELEASE);
	mc_busy_end(area);
}

MC_EXPORT void __memcc_attach(struct memcc_function *function)
{
	struct mc_area *area = mc_thread_area();
	struct mc_module *module = mc_module_of((uintptr_t)function->points);

	if (area && module)
		*module->source->delta() = mc_thread_delta(area, module);
}

/* ---- memory of the process ---- */

void mc_thread_look(struct mc_area *area, bool now)
{
	uint64_t tick = mc_ticks();
	uint32_t stamp = __atomic_load_n(&mc_area_changes, __ATOMIC_ACQUIRE);
	int64_t others = mc_header->inherited;

	if (mc_options.metric >= MEMPROF_METRIC_RSS)
		return; /* `live` is the kernel's word for the whole process */
	if (!now && mc_thread_knows_others(area))
		return;
	area->others_ticks = tick;
	area->others_stamp = stamp;
	for (uint32_t i = 0; i < __atomic_load_n(&mc_area_count, __ATOMIC_ACQUIRE); i++)
		if (mc_areas[i] != area)
			others += __atomic_load_n(&mc_areas[i]->thread->live, __ATOMIC_RELAXED);
	area->others = others;
	tick = (mc_ticks() - tick) * MC_LOOK_TIMES;
	area->others_fresh = tick < MC_LOOK_LEAST  ? MC_LOOK_LEAST
			     : tick > MC_LOOK_MOST ? MC_LOOK_MOST
						   : tick;
}

void mc_thread_odd(struct mc_area *area)
{
	area->odd = mc_options.metric > MEMPROF_METRIC_HEAP_MAP || !mc_next.chunks || area->pause ||
		    area->direct;
}
