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

/* Areas that go on in the child: the forking thread's and those of coroutines. */
static struct mc_area *kept;
static uint32_t kept_count;

static uint32_t parent_pid;
static int64_t parent_live;
static MC_TLS bool forking;   /* between prepare and parent or child */
static volatile bool leaving; /* in daemon(): the parent goes without a word */

static void zero(struct mc_area *area, struct mc_module *module, const void *address, size_t bytes)
{
	if (area->delta_id[module->place] == module->id)
		memset((char *)(uintptr_t)address + area->delta[module->place], 0, bytes);
}

/* Fresh pages need no zeroes: to write them would only bring memory to life. */
static void module_begin_anew(struct mc_area *area, struct mc_module *module, bool fresh)
{
	for (uint32_t i = 0; i < module->function_count; i++) {
		struct mc_function *function = &module->functions[i];

		if (!module->source)
			continue;
		function->source->entered = 0;
		if (fresh)
			continue;
		zero(area, module, function->points, function->point_words * sizeof(uint64_t));
		zero(area, module, function->source->counters,
		     function->source->counter_count * sizeof(uint64_t));
	}
	if (module->source && area->delta_id[module->place] == module->id)
		mc_thread_zero_counts(module, area->delta[module->place]);
	module->extent = NULL;
	module->published = NULL;
}

static void area_begin_anew(struct mc_area *area, bool fresh)
{
	struct memprof_thread *thread = area->thread;

	fresh = fresh && !area->unfiled;

	area->index = area->fork_index;
	mc_areas[area->index] = area;
	madvise(mc_kids_of(area->slots), mc_round_page(area->slot_count * sizeof(struct mc_kids)),
		MADV_DONTNEED);
	if (!fresh)
		memset(area->slots, 0, area->slot_count * sizeof(*area->slots));
	mc_stack_forget_all(area);
	area->direct = false;
	mc_thread_describe(area);
	memcpy(area->stack.records + 1, area->fork_records,
	       area->fork_count * sizeof(*area->fork_records));
	area->block->top = area->stack.records + area->fork_count;
	thread->state = MC_AREA_USED;
	thread->threads = area == mc_self ? 0 : 1; /* mc_thread_bind counts ours */
	thread->live = thread->high = 0;
	thread->freeing = 0;
	area->others_ticks = 0;
	if (area->table)
		memset(area->table, 0, area->table_size * sizeof(*area->table));
	for (uint32_t i = 0; i < mc_module_limit; i++)
		module_begin_anew(area, &mc_modules[i], fresh);
	mc_stack_fork(area);
}

/* Its open records as they are at fork. The pages themselves are shared with the parent, who goes
 * on at once. */
static void keep(struct mc_area *area)
{
	size_t bytes = (size_t)(area->block->top - area->stack.records) * sizeof(uintptr_t);

	if (area->fork_kept)
		return;
	area->fork_kept = true;
	area->fork_index = kept_count++;
	area->fork_next = kept;
	kept = area;
	area->fork_count = bytes / sizeof(uintptr_t);
	area->fork_records = NULL;
	if (bytes)
		area->fork_records = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
					  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (area->fork_records == MAP_FAILED)
		area->fork_count = 0;
	else if (bytes)
		memcpy(area->fork_records, area->stack.records + 1, bytes);
}

static void drop_all(void)
{
	for (; kept; kept = kept->fork_next) {
		if (kept->fork_count)
			munmap(kept->fork_records, kept->fork_count * sizeof(uintptr_t));
		kept->fork_kept = false;
	}
	kept_count = 0;
}

static void prepare(void)
{
	mc_lock();
	forking = true;
	parent_pid = (uint32_t)getpid();
	if (mc_self) {
		keep(mc_self);
		mc_context_each(keep);
	}
	parent_live = mc_self ? mc_thread_process_live(mc_self, true) : mc_header->inherited;
}

static void parent(void)
{
	forking = false;
	drop_all();
	mc_unlock();
	if (leaving)
		mc_start_finish(MEMPROF_END_QUICK, 0);
}

static void child(void)
{
	int error = errno;
	struct mc_area *area = mc_self;

	forking = false;
	mc_lock_reset();
	mc_start_child();
	if (mc_is_running()) {
		bool fresh = mc_file_fork(parent_pid, parent_live);

		mc_area_count = kept_count;
		for (struct mc_area *each = kept; each; each = each->fork_next)
			area_begin_anew(each, fresh);
		if (area)
			mc_thread_bind(area);
		mc_module_publish_all();
		mc_file_meta_again();
		mc_file_publish_all();
	}
	drop_all();
	if (area)
		area->busy = 0;
	errno = error;
}

void mc_fork_init(void)
{
	pthread_atfork(prepare, parent, child);
}

/* fork without the handlers; in a static program also what fork itself calls, with them. */
MC_HOOK pid_t MC_NAME(_Fork)(void)
{
	pid_t pid;

	if (!mc_is_running() || forking)
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
