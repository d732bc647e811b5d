/* fork.c - a fork child gets a profile of its own and never writes into its parent's.
 *
 * Its one thread keeps its area, at the same addresses, since compiled code and the segment base
 * point there; the pages behind are replaced by those of a new file. It counts from zero: what was
 * live at fork stands in the header (`inherited`), and statements that were open are opened anew at
 * their next event. For the flow of counts to add up, an activation that the child inherited has
 * been abandoned -1 times at its point.
 */
#include "internal.h"
#include "real.h"

MC_REAL_DECLARE(_Fork)
MC_REAL_DECLARE(daemon)

static uint32_t parent_pid;
static int64_t parent_live;
static volatile bool leaving; /* in daemon(): the parent goes without a word */

static void zero(struct mc_area *area, struct mc_module *module, const void *address, size_t bytes)
{
	if (area->delta_id[module->place] == module->id)
		memset((char *)(uintptr_t)address + area->delta[module->place], 0, bytes);
}

static void module_begin_anew(struct mc_area *area, struct mc_module *module)
{
	for (uint32_t i = 0; i < module->function_count; i++) {
		struct mc_function *function = &module->functions[i];

		if (!module->source)
			continue;
		function->source->entered = 0;
		zero(area, module, function->points, function->point_words * sizeof(uint64_t));
		zero(area, module, function->source->counters,
		     function->source->counter_count * sizeof(uint64_t));
	}
	module->extent = NULL;
	module->published = NULL;
}

static void area_begin_anew(struct mc_area *area)
{
	struct memprof_thread *thread = area->thread;

	area->index = 0;
	mc_areas[0] = area;
	mc_area_count = 1;
	thread->index = 0;
	thread->tid = (uint32_t)gettid();
	thread->threads = 1;
	thread->live = thread->high = 0;
	thread->journal = (struct memprof_journal){0};
	area->others = 0;
	area->others_age = 0;
	area->peak_check = 0;
	memset(area->slots, 0, area->slot_count * sizeof(*area->slots));
	area->slots[0].site = MEMPROF_SITE_OUTSIDE;
	area->slots[0].runtime[MC_SLOT_SITE] = MC_SITE_OUTSIDE;
	area->slot_count = 1;
	if (area->table)
		memset(area->table, 0, area->table_size * sizeof(*area->table));
	for (uint32_t i = 0; i < mc_module_limit; i++)
		module_begin_anew(area, &mc_modules[i]);
	mc_stack_fork(area);
}

static void prepare(void)
{
	mc_lock();
	parent_pid = (uint32_t)getpid();
	parent_live = mc_self ? mc_thread_process_live(mc_self) : mc_header->inherited;
}

static void parent(void)
{
	mc_unlock();
	if (leaving)
		mc_start_finish(MEMPROF_END_QUICK, 0);
}

static void child(void)
{
	int error = errno;
	struct mc_area *area = mc_self;

	mc_lock_reset();
	mc_start_child();
	if (mc_state == MC_RUNNING) {
		mc_file_fork(area ? area->index : UINT32_MAX, parent_pid, parent_live);
		if (area)
			area_begin_anew(area);
		else
			mc_area_count = 0;
		mc_module_publish_all();
		mc_file_meta_again();
		mc_file_publish_all();
	}
	if (area)
		area->busy = 0;
	errno = error;
}

void mc_fork_init(void)
{
	pthread_atfork(prepare, parent, child);
}

/* fork without the handlers. */
MC_HOOK pid_t MC_NAME(_Fork)(void)
{
	pid_t pid;

	if (mc_state != MC_RUNNING)
		return MC_REAL(_Fork)();
	prepare();
	pid = MC_REAL(_Fork)();
	if (pid == 0)
		child();
	else
		parent();
	return pid;
}

MC_HOOK int MC_NAME(daemon)(int keep_directory, int keep_files)
{
	int result;

	leaving = true;
	result = MC_REAL(daemon)(keep_directory, keep_files);
	leaving = false;
	return result;
}
