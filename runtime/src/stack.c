/* stack.c - the engine: which statement, in which context, an event belongs to.
 *
 * Everything here is the calling thread's own; there is no lock. Compiled code only pushes points;
 * nothing is measured until an event (a change of memory) happens. Memory at a boundary equals
 * memory before the first event after it, so it is then that the stack is settled: frames whose
 * intervals have ended are closed, records that have moved on are opened.
 *
 * An event is charged to one slot. Slots are contexts (profile.h): what a statement's callees did
 * is in their slots, which hang below its own, and is added up by the reader. So nothing is handed
 * from callee to caller here, a pop costs compiled code one subtraction, and a kill finds nothing
 * half done.
 *
 * Invariant: a record with MEMCC_POINT_OPENED has its interval open in the frame of the same index,
 * and so have all below it. Frames above that, up to stack.open, have ended and are not closed
 * yet. The sentinel, record 0, is always open: its frame belongs to slot 0, `outside`.
 *
 * Price: about thirty instructions for each record that is new since the last event. The commonest
 * case, one new record at the depth of the last, is in settle.h, within the hooks.
 */
#include "internal.h"
#include "break.h"
#include "settle.h"

/* ---- settling ---- */

/* Where to look for more room: the nearer end of records and frames in the file. */
void mc_stack_limit(struct mc_stack *stack)
{
	size_t count = stack->frame_mapped < stack->record_mapped ? stack->frame_mapped
								  : stack->record_mapped;

	stack->limit = stack->records + count;
}

MC_COLD static bool room_for(struct mc_area *area, size_t count)
{
	int error = errno;
	bool ok = count <= area->stack.frame_mapped || mc_thread_grow_frames(area, count);

	if (count > area->stack.record_mapped)
		mc_thread_grow_records(area, count);
	mc_stack_limit(&area->stack);
	errno = error;
	return ok;
}

/* Brings the frames up to date with the records, whatever has become of them. */
static inline __attribute__((always_inline)) struct memprof_frame *settle(struct mc_area *area,
									  bool direct)
{
	struct mc_stack *stack = &area->stack;
	uintptr_t *top = area->block->top, *record = top < stack->open ? top : stack->open;
	struct memprof_frame *frame, *ended;
	struct memprof_slot *slot;
	int64_t live;

	if (MC_UNLIKELY(top >= stack->limit) &&
	    !room_for(area, (size_t)(top - stack->records) + 1)) {
		mc_header->lost_slots++;
		return stack->frames;
	}
	while (!(*record & MEMCC_POINT_OPENED))
		record--;
	ended = stack->inner;
	frame = ended - (stack->open - record);
	if (ended > frame) {
		int64_t memory = mc_stack_memory(area);

		do {
			mc_frame_close(ended, memory);
			if (direct)
				mc_direct_close(area, mc_slot(ended->slot));
		} while (--ended > frame);
		/* A kill in between finds intervals that are not there yet closed, not open ones
		 * lost. */
		area->thread->open = (uintptr_t)record;
		MC_ORDER();
	}
	live = area->thread->live;
	for (slot = mc_slot(frame->slot); record < top; frame->base = frame->high = live) {
		slot = mc_stack_slot_below(area, slot, *++record);
		*record |= MEMCC_POINT_OPENED;
		frame++;
		frame->slot = (uintptr_t)slot;
		if (direct)
			mc_direct_open(area, slot);
	}
	MC_ORDER();
	stack->open = top;
	stack->inner = frame;
	area->thread->open = (uintptr_t)top;
	return frame;
}

static MC_COLD struct memprof_frame *settle_direct(struct mc_area *area)
{
	return settle(area, true);
}

/* Returns the frame an event belongs to. */
struct memprof_frame *mc_stack_settle(struct mc_area *area)
{
	struct memprof_frame *frame;

	if (MC_UNLIKELY(area->direct))
		return settle_direct(area);
	frame = settle(area, false);
	if (MC_UNLIKELY(area->direct))
		mc_direct_begin(area);
	return frame;
}

void mc_stack_peak(struct mc_area *area)
{
	int64_t live = area->thread->live, memory = mc_thread_process_live(area, false);

	area->thread->high = mc_max(area->thread->high, live);
	if (memory > mc_header->peak)
		mc_header->peak = memory;
	if (MC_UNLIKELY(mc_break_at))
		mc_break(memory);
	if (MC_UNLIKELY(area->scopes)) {
		area->scope_high[0] = mc_max(area->scope_high[0], live);
		area->scope_high[1] = mc_max(area->scope_high[1], memory);
	}
	if (MC_UNLIKELY(area->scopes || mc_break_at)) {
		area->peak_check = INT64_MIN; /* see each event */
		return;
	}
	/* With other threads about, looking at theirs each time would cost more than it says. */
	area->peak_check = mc_area_count == 1 ? mc_header->peak - area->others : live + 1024;
}

/* Memory was read and is `value`: what changed belongs to the open statement. */
void mc_stack_observe(struct mc_area *area, int64_t value)
{
	struct memprof_frame *frame = mc_stack_frame(area);
	struct memprof_slot *slot = area->pause ? area->slots : mc_slot(frame->slot);

	slot->observed += value - area->thread->live;
	area->thread->live = value;
	if (value > frame->high)
		frame->high = value;
	if (value > area->peak_check)
		mc_stack_peak(area);
}

/* ---- ends ---- */

static void abandon(struct mc_area *area, uintptr_t word, uint32_t by)
{
	struct mc_module *module;
	uint32_t *cell = mc_slot_cell(area, MEMCC_POINT_ADDRESS(word), &module);

	if (cell && MEMCC_POINT_VARIANT(word) < MEMCC_POINT_VARIANTS)
		cell[1 + MEMCC_POINT_VARIANT(word)] += by;
}

void mc_stack_unwind(struct mc_area *area, uintptr_t *record)
{
	for (uintptr_t *top = area->block->top; top > record; top--) {
		*(uintptr_t *volatile *)&area->block->top = top - 1;
		abandon(area, *top, 1);
	}
}

/* In a fork child: nothing is open yet that counts here; see fork.c. */
void mc_stack_fork(struct mc_area *area)
{
	struct mc_stack *stack = &area->stack;
	uintptr_t *top = area->block->top;

	for (uintptr_t *record = stack->records + 1; record <= top; record++) {
		*record &= ~(uintptr_t)MEMCC_POINT_OPENED;
		abandon(area, *record, (uint32_t)-1);
	}
	stack->frames[0].slot = (uintptr_t)area->slots;
	stack->frames[0].base = stack->frames[0].high = 0;
	stack->open = stack->records;
	stack->inner = stack->frames;
	area->thread->open = (uintptr_t)stack->records;
}

/* ---- what compiled code calls ---- */

MC_EXPORT void __memcc_reland(uintptr_t *record)
{
	struct mc_area *area = mc_self;

	if (!area) {
		if (record < __memcc_self->top)
			__memcc_self->top = record;
		return;
	}
	if (area->busy)
		mc_stack_repair(area);
	area->busy = 1;
	MC_ORDER();
	if (record >= area->stack.records && record < area->block->top)
		mc_stack_unwind(area, record);
	MC_ORDER();
	area->busy = 0;
}

MC_EXPORT void __memcc_enter(struct memcc_function *function)
{
	int error = errno;
	struct mc_area *area = mc_self ? mc_self : mc_thread_attach();
	struct mc_module *module;
	struct mc_function *known;

	if (area && !function->entered) {
		module = mc_module_of((uintptr_t)function->points);
		known = module ? mc_module_function(module, (uintptr_t)function->points) : NULL;
		if (known && module->published) {
			module->published[known->index].entry_bytes =
				mc_thread_process_live(area, true);
			MC_ORDER();
			module->published[known->index].entered = 1;
		}
		function->entered = 1;
	}
	errno = error;
}

/* Control has left the bookkeeping by a jump out of a signal handler: finish what was under way,
 * as the reader of a killed run does. */
void mc_stack_repair(struct mc_area *area)
{
	struct memprof_slot *owner = mc_slot(area->thread->freeing);
	uint64_t frees = 0, freed = 0;

	for (uint32_t i = 0; owner && i < area->slot_count; i++) {
		const struct memprof_slot *slot = &area->slots[i];

		frees += slot->frees - slot->freed_count_own;
		freed += slot->freed - slot->freed_own;
	}
	if (owner) {
		owner->freed_count_own += frees;
		owner->freed_own += freed;
	}
	MC_ORDER();
	area->busy = 0;
}
