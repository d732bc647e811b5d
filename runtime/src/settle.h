/* settle.h - closing and opening one interval: what stack.c does for many, and the hooks themselves
 * in the commonest case.
 */
#ifndef MEMCC_SETTLE_H
#define MEMCC_SETTLE_H
#include "internal.h"

/* Where `address` stands among a slot's kids. */
#define MC_KID(address) ((address) / sizeof(uint64_t) % MC_KIDS)

/* Memory of the process at the end of intervals, which is also a moment to note its peak: threads
 * look at the sum of all only when they grow themselves. */
static inline int64_t mc_stack_memory(struct mc_area *area)
{
	int64_t memory = mc_thread_process_live(area, false);

	if (memory > mc_header->peak)
		mc_header->peak = memory;
	return memory;
}

static inline void mc_frame_close(struct memprof_frame *frame, int64_t memory)
{
	struct memprof_slot *slot = mc_slot(frame->slot);
	int64_t high = frame->high, rise = high - frame->base;

	if (memory > slot->mem_max)
		slot->mem_max = memory;
	if (MC_UNLIKELY(rise > slot->peak))
		slot->peak = rise;
	slot->intervals++;
	if (high > frame[-1].high)
		frame[-1].high = high;
}

/* The slot of the next inner record's word. */
static inline struct memprof_slot *mc_stack_slot_below(struct mc_area *area,
						       struct memprof_slot *outer, uintptr_t word)
{
	uintptr_t address = MEMCC_POINT_ADDRESS(word);
	struct mc_kids *kids = mc_kids_of(outer);
	size_t at = MC_KID(address);

	if (MC_LIKELY(kids->of[at].address == address))
		return kids->of[at].slot;
	return mc_stack_slot_below_slow(area, outer, address);
}

/* Where the innermost activation has merely gone on to another statement that was seen here before:
 * ends the old one's interval and begins the new one's, in the same frame. Else null. Asked when
 * the stack is not settled; the sentinel, record 0, always is. */
static inline struct memprof_frame *mc_stack_next(struct mc_area *area)
{
	struct memprof_frame *frame = area->stack.inner;
	uintptr_t *top = area->block->top, address;
	struct mc_kids *kids;

	if (MC_UNLIKELY(top != area->stack.open || !(top[-1] & MEMCC_POINT_OPENED)))
		return NULL;
	address = MEMCC_POINT_ADDRESS(*top);
	kids = mc_kids_of(mc_slot(frame[-1].slot));
	if (MC_UNLIKELY(kids->of[MC_KID(address)].address != address))
		return NULL;
	mc_frame_close(frame, mc_stack_memory(area));
	frame->slot = (uintptr_t)kids->of[MC_KID(address)].slot;
	frame->base = frame->high = area->thread->live;
	*top |= MEMCC_POINT_OPENED;
	return frame;
}
#endif
