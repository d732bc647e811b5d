/* api.c - what memprof.h offers: pause, live bytes, marks, flush, scopes.
 *
 * Called by the program in ordinary code, so locks of ours may be taken; nothing of the program's
 * is called back. Each works without an area or a file too, and then says 0.
 */
#define __MEMCC__ 1
#include "memprof.h" /* first: it may name what the next one poisons */
#include "internal.h"
#include "charge.h"

MC_EXPORT void memprof_pause(void)
{
	struct mc_area *area = mc_thread_area();

	if (!area)
		return;
	area->pause++;
	mc_thread_odd(area);
}

MC_EXPORT void memprof_resume(void)
{
	struct mc_area *area = mc_self;

	if (!area || !area->pause)
		return;
	area->pause--;
	mc_thread_odd(area);
}

MC_EXPORT int memprof_flush(void)
{
	return mc_is_running() ? mc_file_flush() : 0;
}

MC_EXPORT int64_t memprof_thread_live_bytes(void)
{
	return mc_self ? mc_self->thread->live : 0;
}

MC_EXPORT int64_t memprof_process_live_bytes(void)
{
	struct mc_area *area = mc_thread_area();

	return area ? mc_thread_process_live(area, true) : 0;
}

/* ---- marks ---- */

#define MARKS_PER_EXTENT 64

MC_EXPORT int memprof_mark(const char *name)
{
	static struct memprof_mark *marks;
	static uint32_t used, owner;
	int error = errno;
	int64_t memory = memprof_process_live_bytes();
	struct memprof_mark *mark;
	size_t length = 0;

	if (!mc_is_running())
		return 0;
	mc_lock();
	if (!marks || used == MARKS_PER_EXTENT || owner != mc_header->pid) {
		marks = mc_file_map(MEMPROF_MARKS, 0, 0, MARKS_PER_EXTENT * sizeof(*marks), NULL);
		used = 0;
		owner = mc_header->pid;
		if (marks)
			mc_file_publish(marks);
	}
	mark = marks ? &marks[used++] : NULL;
	if (mark) {
		while (name[length] && length < sizeof(mark->name) - 1) {
			mark->name[length] = name[length];
			length++;
		}
		mark->tid = (uint32_t)gettid();
		mark->memory = memory;
		MC_PUBLISH();
		mark->time_ns = mc_clock_ns();
	}
	mc_unlock();
	errno = error;
	return mark ? 0 : -1;
}

/* ---- scopes ---- */

static void add_area(struct memprof_scope *scope, const struct mc_area *area, int64_t sign)
{
	for (uint32_t i = 0; i < area->slot_count; i++) {
		const struct memprof_slot *slot = &area->slots[i];

		scope->allocs += sign * (int64_t)slot->allocs;
		scope->allocated += sign * (int64_t)slot->allocated;
		scope->frees += sign * (int64_t)slot->frees;
		scope->freed += sign * (int64_t)slot->freed;
	}
}

static void add_all(struct memprof_scope *scope, const struct mc_area *area, int64_t sign)
{
	if (scope->whose == MEMPROF_THIS_THREAD) {
		add_area(scope, area, sign);
		return;
	}
	for (uint32_t i = 0; i < mc_area_count; i++)
		add_area(scope, mc_areas[i], sign);
}

static int64_t memory_of(struct mc_area *area, int64_t whose)
{
	return whose == MEMPROF_THIS_THREAD ? area->thread->live
					    : mc_thread_process_live(area, true);
}

/* The highest since the innermost scope began is kept in the area (mc_stack_peak); that of the one
 * around it waits in `outer`. */
MC_EXPORT void memprof_scope_begin(struct memprof_scope *scope, enum memprof_whose whose)
{
	struct mc_area *area = mc_thread_area();

	*scope = (struct memprof_scope){.whose = whose};
	if (!area)
		return;
	scope->base = memory_of(area, scope->whose);
	scope->outer = area->scope_high[whose == MEMPROF_WHOLE_PROCESS];
	area->scope_high[whose == MEMPROF_WHOLE_PROCESS] = scope->base;
	area->scopes++;
	area->peak_check = INT64_MIN;
	add_all(scope, area, -1);
}

MC_EXPORT void memprof_scope_end(struct memprof_scope *scope)
{
	struct mc_area *area = mc_self;
	int64_t *high;

	if (!area || !area->scopes)
		return;
	high = &area->scope_high[scope->whose == MEMPROF_WHOLE_PROCESS];
	add_all(scope, area, 1);
	scope->retained = scope->allocated - scope->freed;
	*high = mc_max(*high, memory_of(area, scope->whose));
	scope->peak = *high - scope->base;
	*high = mc_max(*high, scope->outer);
	area->scopes--;
	area->peak_check = INT64_MIN;
}
