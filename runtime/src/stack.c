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
 * Invariant: a record with MEMCC_POINT_OPENED has its interval open in a frame, and so have all
 * below it. Frames above that, up to stack.inner, have ended and are not closed yet. The sentinel,
 * record 0, is always open: its frame, which covers no other record, belongs to slot 0, `outside`.
 *
 * Price: some 100 instructions for all records that are new since the last event, and seven for
 * each of them, in a chain of calls that was seen before. The commonest case, one new record at the
 * depth of the last, is in settle.h, within the hooks.
 */
#include "internal.h"
#include "break.h"
#include "settle.h"

/* ---- settling ---- */

/* Where settling has to look closer: for more room, at the nearer end of records and frames in the
 * file; everywhere where it counts directly. */
void mc_stack_limit(struct mc_area *area)
{
	struct mc_stack *stack = &area->stack;
	size_t count = stack->frame_mapped < stack->record_mapped ? stack->frame_mapped
								  : stack->record_mapped;

	stack->limit = area->direct ? stack->records : stack->records + count;
}

MC_COLD static bool room_for(struct mc_area *area, size_t count)
{
	int error = errno;
	bool ok = count <= area->stack.frame_mapped || mc_thread_grow_frames(area, count);

	if (count > area->stack.record_mapped)
		mc_thread_grow_records(area, count);
	mc_stack_limit(area);
	errno = error;
	return ok;
}

static inline bool is_open(const uintptr_t *record, const uintptr_t *top)
{
	return record <= top && *record & MEMCC_POINT_OPENED;
}

/* What the runs that ended at this slot have seen goes to all slots in them. */
static MC_COLD void run_spread(const struct mc_area *area, struct memprof_slot *innermost)
{
	uint64_t count = innermost->runs / MEMPROF_RUN, length = innermost->runs % MEMPROF_RUN;
	struct memprof_slot *slot = innermost;

	for (; length > 0; length--, slot = mc_slot_above(area, slot)) {
		slot->mem_max = mc_max(slot->mem_max, innermost->run_mem_max);
		slot->peak = mc_max(slot->peak, innermost->run_peak);
		slot->intervals += count;
	}
	innermost->runs = 0;
	innermost->run_mem_max = INT64_MIN;
	innermost->run_peak = 0;
}

/* Exchanged, lest it comes back when another thread has just taken it away (mc_stack_forget). */
static inline void kid_note(struct mc_kid *kid, uintptr_t key, uintptr_t next)
{
	__atomic_compare_exchange_n(&kid->key, &key, next, false, __ATOMIC_RELAXED,
				    __ATOMIC_RELAXED);
}

/* A run was cut between these two, or should have been: where that is usual, two runs are opened
 * from now on. */
static __attribute__((noinline)) void run_learn(struct mc_area *area, struct memprof_slot *outer,
						const struct memprof_slot *inner)
{
	struct mc_kid *kid = mc_kids_of(outer)->of;

	for (size_t i = 0; i < MC_KIDS; i++, kid++) {
		uintptr_t key = kid->key, next = key + MC_KID_CUT, far_key;
		struct mc_far_kid *far;

		if (kid->slot != inner || !key || key & MC_KID_ENDS)
			continue;
		if ((next & MC_KID_NOTES) == MC_KID_CUT * MC_KID_CUTS) {
			next = (next & ~(uintptr_t)MC_KID_NOTES) | MC_KID_ENDS;
			mc_stack_forget_chains(area);
		}
		kid_note(kid, key, next);
		far = mc_far_kid(area, outer, MC_KID_ADDRESS(key));
		far_key = far->kid.key;
		if (far->outer == outer && (far_key ^ key) <= MC_KID_NOTES)
			kid_note(&far->kid, far_key, next);
	}
}

/* A run of so many records is about to end at this slot. Where runs of two lengths do so by turns,
 * the longer ones are opened as two in the end: to spread costs more than some closings. */
#define BY_TURNS 4
static inline void run_prepare(struct mc_area *area, struct memprof_slot *slot, uint64_t records)
{
	uint64_t before = slot->runs % MEMPROF_RUN;
	struct memprof_slot *inner = slot;

	if (before == records)
		return;
	if (before && slot->runs / MEMPROF_RUN < BY_TURNS) {
		for (uint64_t i = before < records ? before : records; i > 1; i--)
			inner = mc_slot_above(area, inner);
		run_learn(area, mc_slot_above(area, inner), inner);
	}
	run_spread(area, slot);
	slot->runs = records;
}

static inline void run_note(struct memprof_slot *slot, int64_t memory, int64_t rise)
{
	if (memory > slot->run_mem_max)
		slot->run_mem_max = memory;
	if (MC_UNLIKELY(rise > slot->run_peak))
		slot->run_peak = rise;
	slot->runs += MEMPROF_RUN;
}

static inline void run_close(struct memprof_frame *frame, int64_t memory)
{
	int64_t high = frame->high;

	run_note(mc_slot(frame->slot), memory, high - frame->base);
	if (high > frame[-1].high)
		frame[-1].high = high;
}

/* The inner records of a run have ended, the outer ones have not: a run of these is left, and one
 * of the others ends. Returns the innermost record of what is left; null, and nothing has happened,
 * if its slot has to be prepared. */
static inline uintptr_t *run_cut(struct mc_area *area, struct memprof_frame *frame,
				 uintptr_t *record, int64_t memory, bool prepare)
{
	struct memprof_slot *inner = mc_slot(frame->slot), *slot = inner, *below = inner;
	uint64_t left = frame->records, ended;
	uintptr_t *top = area->block->top;

	for (; !is_open(record, top); record--, left--) {
		below = slot;
		slot = mc_slot_above(area, slot);
	}
	ended = frame->records - left;
	if (ended == 1) {
		mc_slot_close(inner, memory, frame->high - frame->base);
	} else {
		if (prepare)
			run_prepare(area, inner, ended);
		else if (MC_UNLIKELY(inner->runs % MEMPROF_RUN != ended))
			return NULL;
		run_note(inner, memory, frame->high - frame->base);
	}
	run_learn(area, slot, below);
	/* The frame changes at once for whoever reads after a kill, as profile.h says. Our caller
	 * makes `open` even again. */
	frame[1].slot = (uintptr_t)slot;
	frame[1].records = left;
	MC_ORDER();
	area->thread->open = (uintptr_t)record + 1;
	MC_ORDER();
	frame->slot = (uintptr_t)slot;
	frame->records = left;
	MC_ORDER();
	return record;
}

/* Ends the intervals that have ended. Returns the innermost frame that is left, and its last record
 * by `open`. */
static inline struct memprof_frame *close_ended(struct mc_area *area, uintptr_t **open, bool direct)
{
	struct memprof_frame *frame = area->stack.inner;
	uintptr_t *top = area->block->top, *record = area->stack.open;
	int64_t memory = mc_stack_memory(area);

	for (; !is_open(record, top); record -= frame->records, frame--) {
		uint64_t records = frame->records;

		if (direct)
			mc_direct_close(area, mc_slot(frame->slot));
		if (records == 1) {
			mc_frame_close(frame, memory);
		} else if (is_open(record - records + 1, top)) {
			record = run_cut(area, frame, record, memory, true);
			break;
		} else {
			run_prepare(area, mc_slot(frame->slot), records);
			run_close(frame, memory);
		}
	}
	*open = record;
	return frame;
}

static inline struct memprof_frame *run_open(struct memprof_frame *frame, struct memprof_slot *slot,
					     size_t records, int64_t live)
{
	frame++;
	frame->slot = (uintptr_t)slot;
	frame->records = records;
	frame->base = frame->high = live;
	return frame;
}

/* Begins the intervals of the records above `record`, which is the frame's last. */
static inline struct memprof_frame *open_above(struct mc_area *area, struct memprof_frame *frame,
					       uintptr_t *record, bool direct)
{
	uintptr_t *top = area->block->top, *outer = record;
	int64_t live = area->thread->live;
	struct memprof_slot *slot = mc_slot(frame->slot), *below;

	while (record < top) {
		below = mc_stack_slot_below(area, slot, *++record |= MEMCC_POINT_OPENED);
		if (record - 1 > outer &&
		    (direct || mc_slot_above(area, below) != slot ||
		     mc_kid(slot, *record)->key & MC_KID_ENDS || record - outer >= MEMPROF_RUN)) {
			frame = run_open(frame, slot, (size_t)(record - outer) - 1, live);
			outer = record - 1;
		}
		slot = below;
		if (direct)
			mc_direct_open(area, slot);
	}
	return record > outer ? run_open(frame, slot, (size_t)(record - outer), live) : frame;
}

static inline struct memprof_frame *settled(struct mc_area *area, struct memprof_frame *frame,
					    uintptr_t *top)
{
	MC_ORDER();
	area->stack.open = top;
	area->stack.inner = frame;
	area->thread->open = (uintptr_t)top;
	return frame;
}

/* Brings the frames up to date with the records, whatever has become of them. */
static inline __attribute__((always_inline)) struct memprof_frame *settle(struct mc_area *area,
									  bool direct)
{
	uintptr_t *record;
	struct memprof_frame *frame = close_ended(area, &record, direct);

	/* A kill in between finds intervals that are not there yet closed, not open ones lost. */
	area->thread->open = (uintptr_t)record;
	MC_ORDER();
	frame = open_above(area, frame, record, direct);
	return settled(area, frame, area->block->top);
}

static MC_COLD struct memprof_frame *settle_direct(struct mc_area *area)
{
	return settle(area, true);
}

static __attribute__((noinline)) struct memprof_frame *settle_any(struct mc_area *area)
{
	struct mc_stack *stack = &area->stack;
	uintptr_t *top = area->block->top;

	if (MC_UNLIKELY(top >= stack->limit) &&
	    !room_for(area, (size_t)(top - stack->records) + 1)) {
		mc_header->lost_slots++;
		return stack->frames;
	}
	if (MC_UNLIKELY(area->direct))
		return settle_direct(area);
	settle(area, false);
	if (MC_UNLIKELY(area->direct))
		mc_direct_begin(area);
	return stack->inner;
}

/* Where the chain above `record`, whose slot is `outer`, is remembered. */
static inline struct mc_chain *chain_of(struct mc_area *area, const struct memprof_slot *outer,
					const uintptr_t *record, const uintptr_t *top)
{
	uintptr_t hash = (uintptr_t)outer +
			 (record[1] * 2 + record[2] + *top) * (sizeof(struct mc_chain) / 8);

	return (struct mc_chain *)(void *)((char *)area->chains +
					   (hash &
					    (sizeof(area->chains) - sizeof(struct mc_chain))));
}

/* Whether these are the words of the chain; then they are marked as opened. */
static inline bool chain_again(const struct mc_chain *chain, uintptr_t *record, size_t count)
{
	const uintptr_t *word = chain->words - 1;

	do {
		if (MC_UNLIKELY(record[count] != word[count]))
			return false;
		record[count] |= MEMCC_POINT_OPENED;
	} while (--count);
	return true;
}

/* From the records and from the frames that were opened for them. */
static inline void chain_remember(struct mc_chain *chain, struct memprof_slot *outer,
				  const uintptr_t *record, size_t count,
				  const struct memprof_frame *frames, size_t runs)
{
	if (count > MC_CHAIN_WORDS || runs > MC_CHAIN_RUNS)
		return;
	chain->outer = outer;
	for (size_t i = 0; i < MC_CHAIN_RUNS; i++) {
		chain->length[i] = i < runs ? (uint16_t)frames[i].records : 0;
		chain->inner[i] = i < runs ? mc_slot(frames[i].slot) : NULL;
	}
	chain->records = (uint16_t)count;
	for (; count > 0; count--)
		chain->words[count - 1] = record[count] & ~(uintptr_t)MEMCC_POINT_OPENED;
}

static inline struct memprof_frame *chain_open(const struct mc_chain *chain,
					       struct memprof_frame *frame, int64_t live)
{
	frame = run_open(frame, chain->inner[0], chain->length[0], live);
	for (size_t i = 1; i < MC_CHAIN_RUNS && chain->length[i]; i++)
		frame = run_open(frame, chain->inner[i], chain->length[i], live);
	return frame;
}

/* What is left to do when as much as up to `open` is settled. */
static __attribute__((noinline)) struct memprof_frame *
settle_from(struct mc_area *area, struct memprof_frame *frame, uintptr_t *open)
{
	for (uintptr_t *record = open + 1; record <= area->block->top; record++)
		*record &= ~(uintptr_t)MEMCC_POINT_OPENED;
	area->thread->open = (uintptr_t)open;
	MC_ORDER();
	area->stack.inner = frame;
	area->stack.open = open;
	return settle_any(area);
}

static __attribute__((noinline)) struct memprof_frame *settle_looking(struct mc_area *area)
{
	mc_thread_look(area, false);
	return !area->direct && mc_stack_next(area) ? area->stack.inner : settle_any(area);
}

/* What is usual needs no general loop: the slots of all that is there now have been found before.
 * It is in pieces that end in each other, since what calls nothing and is small saves no registers.
 */

/* A chain that was not here before, or not lately. */
static __attribute__((noinline)) struct memprof_frame *open_chain(struct mc_area *area,
								  struct memprof_frame *frame,
								  uintptr_t *record,
								  struct mc_chain *chain)
{
	uintptr_t *top = area->block->top, *first = record, *outer = record;
	const struct memprof_frame *before = frame;
	struct memprof_slot *slot = mc_slot(frame->slot);
	int64_t live = area->thread->live;

	if (MC_UNLIKELY(top - record >= MEMPROF_RUN))
		return settle_from(area, frame, record);
	while (record++ < top) {
		uintptr_t word = *record |= MEMCC_POINT_OPENED;
		const struct mc_kid *kid = mc_kid(slot, word);
		uintptr_t notes = kid->key ^ MC_KID_KEY(word);

		if (MC_UNLIKELY(notes > MC_KID_NOTES) && mc_kid_recall(area, slot, word))
			notes = kid->key ^ MC_KID_KEY(word);
		if (MC_UNLIKELY(notes & MC_KID_ENDS || notes > MC_KID_NOTES)) {
			if (record > outer + 1)
				frame = run_open(frame, slot, (size_t)(record - outer) - 1, live);
			outer = record - 1;
			if (MC_UNLIKELY(notes > MC_KID_NOTES))
				return settle_from(area, frame, outer);
		}
		slot = kid->slot;
	}
	if (MC_LIKELY(top > outer))
		frame = run_open(frame, slot, (size_t)(top - outer), live);
	slot = mc_slot(before->slot);
	if (chain)
		chain_remember(chain, slot, first, (size_t)(top - first), before + 1,
			       (size_t)(frame - before));
	return settled(area, frame, top);
}

/* Begins the intervals of the records above `record`, which is the frame's last. */
static inline __attribute__((always_inline)) struct memprof_frame *
open_known(struct mc_area *area, struct memprof_frame *frame, uintptr_t *record)
{
	uintptr_t *top = area->block->top;
	struct memprof_slot *slot = mc_slot(frame->slot);

	area->thread->open = (uintptr_t)record;
	MC_ORDER();
	if (top - record > 1) {
		struct mc_chain *chain = chain_of(area, slot, record, top);
		size_t count = (size_t)(top - record);

		if (MC_UNLIKELY(chain->outer != slot || chain->records != count ||
				!chain_again(chain, record, count)))
			return open_chain(area, frame, record, chain);
		return settled(area, chain_open(chain, frame, area->thread->live), top);
	}
	if (MC_LIKELY(record < top)) {
		uintptr_t word = *top |= MEMCC_POINT_OPENED;
		const struct mc_kid *kid = mc_kid(slot, word);

		if (MC_UNLIKELY((kid->key ^ MC_KID_KEY(word)) > MC_KID_NOTES))
			return open_chain(area, frame, record, NULL);
		frame = run_open(frame, kid->slot, 1, area->thread->live);
	}
	return settled(area, frame, top);
}

/* The run of the frame ends within. */
static __attribute__((noinline)) struct memprof_frame *
settle_cut(struct mc_area *area, struct memprof_frame *frame, uintptr_t *record)
{
	uintptr_t *left = run_cut(area, frame, record, mc_stack_memory_known(area), false);

	return MC_LIKELY(left) ? open_known(area, frame, left) : settle_from(area, frame, record);
}

/* Returns the frame an event belongs to. */
struct memprof_frame *mc_stack_settle(struct mc_area *area)
{
	uintptr_t *top = area->block->top, *record = area->stack.open;
	struct memprof_frame *frame = area->stack.inner;
	int64_t memory;

	if (MC_UNLIKELY(!mc_thread_knows_others(area)))
		return settle_looking(area);
	if (MC_UNLIKELY(top >= area->stack.limit))
		return settle_any(area);
	memory = mc_stack_memory_known(area);
	for (; !is_open(record, top); frame--) {
		uint64_t records = frame->records;

		if (MC_LIKELY(records == 1)) {
			mc_frame_close(frame, memory);
			record--;
			continue;
		}
		if (is_open(record - records + 1, top))
			return settle_cut(area, frame, record);
		if (MC_UNLIKELY(mc_slot(frame->slot)->runs % MEMPROF_RUN != records))
			return settle_from(area, frame, record);
		run_close(frame, memory);
		record -= records;
	}
	MC_ORDER();
	return open_known(area, frame, record);
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
	stack->frames[0].records = 0;
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
	mc_busy_begin(area);
	/* From before the thread was attached: there is nothing below. */
	if (record < area->stack.records ||
	    record >= area->stack.records + area->stack.record_mapped)
		record = area->stack.records;
	if (record < area->block->top)
		mc_stack_unwind(area, record);
	mc_busy_end(area);
}

MC_EXPORT void __memcc_enter(struct memcc_function *function)
{
	static uint32_t entries;
	int error = errno;
	struct mc_area *area = mc_thread_area();
	struct mc_module *module;
	struct mc_function *known;

	if (area && !function->entered) {
		uint32_t order = __atomic_add_fetch(&entries, 1, __ATOMIC_RELAXED);

		module = mc_module_of((uintptr_t)function->points);
		known = module ? mc_module_function(module, (uintptr_t)function->points) : NULL;
		if (known && module->published) {
			module->published[known->index].entry_bytes =
				mc_thread_process_live(area, true);
			MC_PUBLISH();
			module->published[known->index].entered = order;
		}
		function->entered = order;
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
	mc_busy_end(area);
}
