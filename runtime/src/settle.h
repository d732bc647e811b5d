/* settle.h - closing and opening intervals: what stack.c does for any number of records, and the
 * hooks themselves in the commonest case.
 *
 * Most records come and go in runs: between two events a chain of calls is entered, of which none
 * lives to see the second. Its statements' intervals began and ended together, so they have one
 * frame, and what it says at its end goes to the slot of the innermost statement only, marked with
 * the run's length. It is handed on to the others (run_spread in stack.c, or the reader) when a run
 * of another length ends there.
 *
 * A run whose inner records end while outer ones live on is cut. Where that happens again and
 * again, at one place between two slots, or where runs of different length end at one slot by
 * turns, two runs are opened in the first place (MC_KID_ENDS). A chain that was opened before is
 * opened so again, as a whole (struct mc_chain).
 */
#ifndef MEMCC_SETTLE_H
#define MEMCC_SETTLE_H
#include "internal.h"

/* Memory of the process at the end of intervals, which is also a moment to note its peak: threads
 * look at the sum of all only when they grow themselves. A thread that is alone has noted it. */
static inline int64_t mc_stack_memory_known(const struct mc_area *area)
{
	int64_t memory = area->others + area->thread->live;

	if (MC_UNLIKELY(mc_area_count != 1) && memory > mc_header->peak)
		mc_header->peak = memory;
	return memory;
}

static inline int64_t mc_stack_memory(struct mc_area *area)
{
	mc_thread_process_live(area, false);
	return mc_stack_memory_known(area);
}

static inline void mc_slot_close(struct memprof_slot *slot, int64_t memory, int64_t rise)
{
	if (MC_LIKELY(memory > slot->mem_max))
		slot->mem_max = memory;
	if (MC_UNLIKELY(rise > slot->peak))
		slot->peak = rise;
	slot->intervals++;
}

/* Of one record. */
static inline void mc_frame_close(struct memprof_frame *frame, int64_t memory)
{
	int64_t high = frame->high;

	mc_slot_close(mc_slot(frame->slot), memory, high - frame->base);
	if (high > frame[-1].high)
		frame[-1].high = high;
}

/* The slot of the next inner record's word, which is marked as opened. */
static inline struct memprof_slot *mc_stack_slot_below(struct mc_area *area,
						       struct memprof_slot *outer, uintptr_t word)
{
	const struct mc_kid *kid = mc_kid(outer, word);

	if (MC_LIKELY((kid->key ^ MC_KID_KEY(word)) <= MC_KID_NOTES))
		return kid->slot;
	return mc_stack_slot_below_slow(area, outer, word);
}

/* Where the innermost activation has merely gone on to another statement that was seen here before:
 * ends the old one's interval and begins the new one's, in the same frame. Asked when the stack is
 * not settled; the sentinel, record 0, always is. Calls nothing; false, too, where others' memory
 * is not known (mc_thread_knows_others). The order spares registers, so that the hooks save none.
 */
static inline __attribute__((always_inline)) bool mc_stack_next(struct mc_area *area)
{
	struct memprof_frame *frame = area->stack.inner;
	uintptr_t *top = area->block->top, word;
	const struct mc_kid *kid;
	int64_t memory, live;

	if (MC_UNLIKELY(top != area->stack.open || !(top[-1] & MEMCC_POINT_OPENED) ||
			frame->records != 1 || !mc_thread_knows_others(area)))
		return false;
	word = *top | MEMCC_POINT_OPENED;
	kid = mc_kid(mc_slot(frame[-1].slot), word);
	if (MC_UNLIKELY((kid->key ^ MC_KID_KEY(word)) > MC_KID_NOTES))
		return false;
	memory = mc_stack_memory_known(area);
	*top = word;
	MC_ORDER();
	mc_frame_close(frame, memory);
	MC_ORDER();
	/* After a kill none of the steps shows a rise that there was not. */
	live = area->thread->live;
	frame->high = live;
	MC_ORDER();
	frame->base = live;
	MC_ORDER();
	frame->slot = (uintptr_t)kid->slot;
	return true;
}
#endif
