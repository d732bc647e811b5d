/* charge.h - the hot path: an event is charged to the statement that is open.
 *
 * Price when that statement has seen an event before: about a dozen instructions for an allocation
 * and for a free. Settling (settle.h, stack.c) comes before where that statement is a new one.
 */
#ifndef MEMCC_CHARGE_H
#define MEMCC_CHARGE_H
#include "internal.h"

/* False: this event is a signal handler's, from within the bookkeeping. */
static inline bool mc_charge_begin(struct mc_area *area)
{
	if (MC_UNLIKELY(area->busy)) {
		mc_header->reentered++;
		return false;
	}
	mc_busy_begin(area);
	return true;
}

static inline struct memprof_slot *mc_charge_slot(struct mc_area *area, struct memprof_frame *frame)
{
	return MC_UNLIKELY(area->pause) ? area->slots : mc_slot(frame->slot);
}

/* Whether events make the metric (they do not make rss). Then bytes are memory, too. */
static inline bool mc_charge_counts(void)
{
	return MC_LIKELY(mc_options.metric <= MEMPROF_METRIC_USABLE);
}

/* Returns the site to remember with the block. */
static inline uint32_t mc_charge_alloc(struct mc_area *area, int64_t bytes)
{
	struct memprof_frame *frame = mc_stack_frame(area);
	struct memprof_slot *slot = mc_charge_slot(area, frame);
	int64_t live = area->thread->live + bytes;

	slot->allocs++;
	slot->allocated += (uint64_t)bytes;
	if (!mc_charge_counts())
		return slot->runtime;
	area->thread->live = live;
	if (live > frame->high)
		frame->high = live;
	if (live > area->peak_check)
		mc_stack_peak(area);
	return slot->runtime;
}

/* The slot of the site that allocated a block, if it is the home module's and has one. */
static inline struct memprof_slot *mc_charge_owner_near(const struct mc_area *area, uint32_t site)
{
	uint32_t index;

	if (MC_UNLIKELY(site - area->home_site >= area->home_words))
		return NULL;
	index = *(uint32_t *)(void *)(area->home_data + (size_t)(site - area->home_site) * 8);
	return MC_LIKELY(index) ? &area->slots[index] : NULL;
}

static inline struct memprof_slot *mc_charge_owner(struct mc_area *area, uint32_t site)
{
	struct memprof_slot *near = mc_charge_owner_near(area, site);

	if (MC_LIKELY(near))
		return near;
	return site == MC_SITE_OUTSIDE ? area->slots : mc_stack_slot_of_site(area, site);
}

/* What a free changes is counted twice: for the statement that frees, and for the one that
 * allocated. Over a thread's slots both make the same sums; a kill in between leaves a difference,
 * and `freeing` says whose it is. */
static inline void mc_charge_freed(struct mc_area *area, struct memprof_slot *slot,
				   struct memprof_slot *owner, uint64_t bytes)
{
	area->thread->freeing = (uintptr_t)owner;
	MC_ORDER();
	slot->frees++;
	slot->freed += bytes;
	MC_ORDER();
	owner->freed_count_own++;
	owner->freed_own += bytes;
}

/* A block of `site` goes: subtracted from the thread that frees it, and from what its allocating
 * line retains. */
static inline void mc_charge_free(struct mc_area *area, uint32_t site, int64_t bytes)
{
	struct memprof_frame *frame = mc_stack_frame(area);

	mc_charge_freed(area, mc_charge_slot(area, frame), mc_charge_owner(area, site),
			(uint64_t)bytes);
	if (mc_charge_counts())
		area->thread->live -= bytes;
}
#endif
