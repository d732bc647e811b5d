/* stack.c - the engine: which statement an event belongs to, and what its interval came to.
 *
 * Everything here is the calling thread's own; there is no lock. Compiled code only pushes points;
 * nothing is measured until an event (a change of memory) happens. Memory at a boundary equals
 * memory before the first event after it, so it is then that records are settled: for each record
 * that has moved on since, the old interval is closed and the new one opened.
 *
 * Invariant: a record with MEMCC_POINT_OPENED has its interval open in the frame of the same index,
 * and so have all below it. Records above `dirty` have seen no event. The sentinel, record 0, is
 * always open: its frame belongs to slot 0, `outside`.
 *
 * Stores that a kill must not find half done go through the thread's journal (profile.h).
 */
#include "internal.h"

static struct memprof_slot *slot_at(uint64_t address)
{
	return (struct memprof_slot *)(uintptr_t)address;
}

static struct mc_side *side_of(struct mc_area *area, const struct memprof_slot *slot)
{
	return &area->sides[slot - area->slots];
}

/* ---- from a point to its slot ---- */

/* This thread's copy of the point's cell: [0] slot, [1] abandoned here, [2..4] at its variants. */
static uint32_t *cell_of(struct mc_area *area, uintptr_t address, struct mc_module **module)
{
	ptrdiff_t delta;

	if (MC_LIKELY(address - (uintptr_t)mc_home->data < mc_home->data_size)) {
		*module = mc_home;
		return (uint32_t *)(area->home_data + (address - (uintptr_t)mc_home->data));
	}
	*module = mc_module_of(address);
	if (!*module)
		return NULL;
	delta = mc_thread_delta(area, *module);
	return delta ? (uint32_t *)(address + (uintptr_t)delta) : NULL;
}

static struct memprof_slot *slot_new(struct mc_area *area, struct mc_module *module,
				     uintptr_t address, struct memprof_slot *function,
				     uint32_t *cell)
{
	uint32_t word = (uint32_t)((address - (uintptr_t)module->data) / sizeof(uint64_t));
	struct memprof_slot *slot;

	if (area->slot_count == area->slot_mapped && !mc_thread_grow_slots(area)) {
		mc_header->lost_slots++;
		return NULL;
	}
	slot = &area->slots[area->slot_count];
	*side_of(area, slot) = (struct mc_side){function, module->site_base + word, 0};
	MC_ORDER();
	slot->site = (uint64_t)module->id << 32 | word;
	cell[0] = area->slot_count++;
	return slot;
}

static MC_COLD struct memprof_slot *slot_make(struct mc_area *area, struct mc_module *module,
					      uintptr_t address, uint32_t *cell)
{
	struct mc_function *function = mc_module_function(module, address);
	uintptr_t own = function ? (uintptr_t)function->points : 0;
	struct memprof_slot *function_slot;
	uint32_t *function_cell;

	if (!function)
		return NULL;
	if (own == address)
		return slot_new(area, module, own, NULL, cell);
	function_cell = cell_of(area, own, &module);
	if (!function_cell)
		return NULL;
	function_slot = function_cell[0] ? &area->slots[function_cell[0]]
					 : slot_new(area, module, own, NULL, function_cell);
	return function_slot ? slot_new(area, module, address, function_slot, cell) : NULL;
}

/* The slot of a record's word; `outside` when it cannot be had. */
static struct memprof_slot *slot_of(struct mc_area *area, uintptr_t word)
{
	uintptr_t address = word & ~(uintptr_t)MEMCC_POINT_MASK;
	struct mc_module *module;
	uint32_t *cell = cell_of(area, address, &module);
	struct memprof_slot *slot;

	if (!cell)
		return area->slots;
	if (MC_LIKELY(cell[0]))
		return &area->slots[cell[0]];
	slot = slot_make(area, module, address, cell);
	return slot ? slot : area->slots;
}

struct memprof_slot *mc_stack_slot_of_site(struct mc_area *area, uint32_t site)
{
	struct mc_module *module = mc_module_of_site(site);
	uint32_t *cell;
	struct memprof_slot *slot;
	uintptr_t address;
	ptrdiff_t delta;

	if (!module)
		return area->slots;
	address = (uintptr_t)module->data + (site - module->site_base) * sizeof(uint64_t);
	delta = mc_thread_delta(area, module);
	if (!delta)
		return area->slots;
	cell = (uint32_t *)(address + (uintptr_t)delta);
	if (cell[0])
		return &area->slots[cell[0]];
	slot = slot_make(area, module, address, cell);
	return slot ? slot : area->slots;
}

/* ---- intervals and activations ---- */

static void figures_at_close(struct mc_area *area, struct memprof_slot *slot, int64_t peak)
{
	int64_t memory = mc_thread_process_live(area);

	if (slot->intervals == 0 || memory > slot->mem_max)
		slot->mem_max = memory;
	if (peak > slot->peak)
		slot->peak = peak;
	slot->intervals++;
	slot->open--;
}

static void interval_close(struct mc_area *area, struct memprof_frame *frame)
{
	struct memprof_slot *slot = slot_at(frame->slot);
	struct memprof_journal *journal = &area->thread->journal;

	if (slot == area->slots) { /* never an interval, see interval_open */
		frame->slot = 0;
		return;
	}
	figures_at_close(area, slot, frame->high - frame->base);
	frame->activation_high = mc_max(frame->activation_high, frame->high);
	if (frame->outer & 1) {
		journal->slot = (uintptr_t)slot;
		journal->value = slot->increment + area->thread->live - frame->base;
		journal->frame = (uintptr_t)frame;
		MC_ORDER();
		journal->armed = MEMPROF_JOURNAL_CLOSE;
		MC_ORDER();
		slot->increment = journal->value;
		MC_ORDER();
		frame->slot = 0;
		MC_ORDER();
		journal->armed = 0;
	} else {
		frame->slot = 0;
	}
	MC_ORDER();
}

static void interval_open(struct mc_area *area, struct memprof_frame *frame,
			  struct memprof_slot *slot)
{
	frame->base = frame->high = area->thread->live;
	frame->reserved = side_of(area, slot)->site;
	frame->outer &= ~1ull;
	if (slot != area->slots && slot->open++ == 0)
		frame->outer |= 1;
	MC_ORDER();
	frame->slot = (uintptr_t)slot;
}

static void activation_open(struct mc_area *area, struct memprof_frame *frame,
			    struct memprof_slot *function)
{
	frame->entry_live = frame->activation_high = area->thread->live;
	frame->outer = function->open++ == 0 ? 2 : 0;
	MC_ORDER();
	frame->function_slot = (uintptr_t)function;
}

/* Ends the activation in `frame`; `top` is what the shadow stack's top becomes, or null: stays. */
static void activation_close(struct mc_area *area, struct memprof_frame *frame, uintptr_t *top)
{
	struct memprof_slot *function = slot_at(frame->function_slot);
	struct memprof_journal *journal = &area->thread->journal;

	if (frame->slot)
		interval_close(area, frame);
	if (function) {
		figures_at_close(area, function, frame->activation_high - frame->entry_live);
		journal->slot = (uintptr_t)function;
		journal->value = function->increment;
		if (frame->outer & 2)
			journal->value += area->thread->live - frame->entry_live;
		journal->frame = (uintptr_t)frame;
		journal->top = (uintptr_t)(top ? top : area->block->top);
		MC_ORDER();
		journal->armed = MEMPROF_JOURNAL_LEAVE;
		MC_ORDER();
		function->increment = journal->value;
		frame->function_slot = 0;
	}
	MC_ORDER();
	if (top)
		*(uintptr_t *volatile *)&area->block->top = top;
	MC_ORDER();
	journal->armed = 0;
	MC_ORDER();
}

/* ---- settling ---- */

static void settle_one(struct mc_area *area, uintptr_t *record, struct memprof_frame *frame)
{
	uintptr_t word = *record;
	struct memprof_slot *slot = slot_of(area, word);
	struct memprof_slot *function = side_of(area, slot)->function;
	bool goes_on = (word & MEMCC_POINT_MASK) >> MEMCC_POINT_VARIANT_SHIFT != 0;

	/* A signal between push and store had us take the record's old contents for its owner's. */
	if (frame->function_slot && function && slot_at(frame->function_slot) != function)
		activation_close(area, frame, NULL);
	if (!(goes_on && slot_at(frame->slot) == slot)) {
		if (frame->slot)
			interval_close(area, frame);
		if (!frame->function_slot && function)
			activation_open(area, frame, function);
		interval_open(area, frame, slot);
	}
	*record = word | MEMCC_POINT_OPENED;
}

MC_COLD static bool room_for(struct mc_area *area, size_t count)
{
	int error = errno;
	bool ok = count <= area->stack.frame_mapped || mc_thread_grow_frames(area, count);

	if (count > area->stack.record_mapped)
		mc_thread_grow_records(area, count);
	errno = error;
	return ok;
}

/* Brings the frames up to date with the records; returns the frame an event belongs to. */
struct memprof_frame *mc_stack_settle(struct mc_area *area)
{
	struct mc_stack *stack = &area->stack;
	uintptr_t *top = area->block->top;
	uintptr_t *record = area->block->dirty < top ? area->block->dirty : top;
	size_t count = (size_t)(top - stack->records) + 1;

	if (MC_UNLIKELY(count > stack->frame_mapped || count > stack->record_mapped) &&
	    !room_for(area, count)) {
		mc_header->lost_slots++;
		return stack->frames;
	}
	for (; record <= top; record++)
		if (!(*record & MEMCC_POINT_OPENED))
			settle_one(area, record, &stack->frames[record - stack->records]);
	area->block->dirty = top;
	return &stack->frames[top - stack->records];
}

void mc_stack_peak(struct mc_area *area)
{
	int64_t live = area->thread->live, memory = mc_thread_process_live(area);

	area->thread->high = mc_max(area->thread->high, live);
	if (memory > mc_header->peak)
		mc_header->peak = memory;
	/* With other threads about, looking at theirs each time would cost more than it says. */
	area->peak_check = mc_area_count == 1 ? mc_header->peak : live + 1024;
}

/* For metrics that are read at boundaries: what changed belongs to the statement now open. */
void mc_stack_observe(struct mc_area *area, int64_t value)
{
	struct memprof_frame *frame = mc_stack_frame(area);

	area->thread->live = value;
	frame->high = mc_max(frame->high, value);
	if (value > area->thread->high)
		mc_stack_peak(area);
}

/* And their activations begin when they do, not at a first event. */
void mc_stack_enter(struct mc_area *area, struct memcc_function *function)
{
	struct memprof_frame *frame = mc_stack_frame(area);
	struct memprof_slot *slot = slot_of(area, (uintptr_t)function->points);

	if (frame != area->stack.frames && slot != area->slots)
		activation_open(area, frame, slot);
}

/* ---- ends ---- */

static void frame_leave(struct mc_area *area, uintptr_t *record)
{
	struct memprof_frame *frame = &area->stack.frames[record - area->stack.records];
	int64_t high;

	*record = 0;
	activation_close(area, frame, record - 1);
	high = frame->activation_high;
	*frame = (struct memprof_frame){0};
	frame[-1].high = mc_max(frame[-1].high, high);
}

void mc_stack_pop(struct mc_area *area)
{
	uintptr_t *top = area->block->top;

	if (top <= area->stack.records)
		return; /* not ours: pushed before this thread was attached */
	frame_leave(area, top);
	area->block->dirty = top - 1;
}

static void abandon(struct mc_area *area, uintptr_t word)
{
	struct mc_module *module;
	uint32_t *cell = cell_of(area, word & ~(uintptr_t)MEMCC_POINT_MASK, &module);

	if (cell)
		cell[1 + ((word & MEMCC_POINT_MASK) >> MEMCC_POINT_VARIANT_SHIFT)]++;
}

void mc_stack_unwind(struct mc_area *area, uintptr_t *record)
{
	uintptr_t *top = area->block->top;

	for (; top > record; top--) {
		uintptr_t word = *top;

		if (top <= area->block->dirty &&
		    (size_t)(top - area->stack.records) < area->stack.frame_mapped)
			frame_leave(area, top);
		else
			*(uintptr_t *volatile *)&area->block->top = top - 1;
		abandon(area, word);
	}
	if (area->block->dirty > record)
		area->block->dirty = record;
}

/* In a fork child: nothing is open yet that counts here; see fork.c. */
void mc_stack_fork(struct mc_area *area)
{
	struct mc_stack *stack = &area->stack;
	uintptr_t *top = area->block->top;

	for (uintptr_t *record = stack->records + 1; record <= top; record++) {
		size_t i = (size_t)(record - stack->records);
		struct mc_module *module;
		uint32_t *cell = cell_of(area, *record & ~(uintptr_t)MEMCC_POINT_MASK, &module);

		*record &= ~(uintptr_t)MEMCC_POINT_OPENED;
		if (cell)
			cell[1 + ((*record & MEMCC_POINT_MASK) >> MEMCC_POINT_VARIANT_SHIFT)]--;
		if (i < stack->frame_mapped)
			stack->frames[i] = (struct memprof_frame){0};
	}
	stack->frames[0].base = stack->frames[0].high = 0;
	area->block->dirty = stack->records;
}

/* ---- what compiled code calls ---- */

static struct mc_area *begin(void)
{
	struct mc_area *area = mc_self;

	if (!area || area->busy)
		return NULL;
	area->busy = 1;
	MC_ORDER();
	return area;
}

static void finish(struct mc_area *area)
{
	MC_ORDER();
	area->busy = 0;
}

/* From a signal handler in the midst of our bookkeeping, or without an area: only keep the stack
 * in order. */
static void pop_bare(void)
{
	struct memcc_thread *block = __memcc_self;

	if (!mc_self || block->top > mc_self->stack.records)
		block->top--;
}

MC_EXPORT void __memcc_pop(void)
{
	struct mc_area *area = begin();

	if (!area) {
		pop_bare();
		return;
	}
	mc_stack_pop(area);
	finish(area);
}

MC_EXPORT void __memcc_reland(uintptr_t *record)
{
	int error = errno;
	struct mc_area *area;

	if (mc_self && mc_self->busy)
		mc_stack_repair(mc_self);
	area = begin();
	if (area) {
		if (record >= area->stack.records && record < area->block->top)
			mc_stack_unwind(area, record);
		finish(area);
	} else if (record < __memcc_self->top) {
		__memcc_self->top = record;
	}
	errno = error;
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
			module->published[known->index].entry_bytes = mc_thread_process_live(area);
			MC_ORDER();
			module->published[known->index].entered = 1;
		}
		function->entered = 1;
	}
	errno = error;
}

/* Control has left the bookkeeping by a jump out of a signal handler: finish what was under way. */
void mc_stack_repair(struct mc_area *area)
{
	struct memprof_journal *journal = &area->thread->journal;
	struct memprof_slot *slot = slot_at(journal->slot);
	struct memprof_frame *frame = (struct memprof_frame *)(uintptr_t)journal->frame;

	switch (journal->armed) {
	case MEMPROF_JOURNAL_CLOSE:
		slot->increment = journal->value;
		frame->slot = 0;
		break;
	case MEMPROF_JOURNAL_LEAVE:
		slot->increment = journal->value;
		*frame = (struct memprof_frame){0};
		area->block->top = (uintptr_t *)(uintptr_t)journal->top;
		break;
	case MEMPROF_JOURNAL_FREE:
		if (slot_at(journal->other)->freed == journal->freed)
			slot->freed_own = (uint64_t)journal->value;
		break;
	default:
		break;
	}
	journal->armed = 0;
	if (area->block->dirty > area->block->top)
		area->block->dirty = area->block->top;
	MC_ORDER();
	area->busy = 0;
}
