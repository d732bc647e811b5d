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

/* This thread's copy of the point's cell: [0] slot of its site alone, [1 + variant] abandoned. */
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

/* ---- contexts ---- */

static uint32_t hash_of(uint64_t up, uint64_t site)
{
	uint64_t h = (up ^ site * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;

	return (uint32_t)(h >> 32);
}

static void table_put(struct mc_area *area, uint32_t index)
{
	struct memprof_slot *slot = &area->slots[index];
	uint32_t at = hash_of(slot->up, slot->site);

	while (area->table[at &= area->table_size - 1])
		at++;
	area->table[at] = index;
}

static bool table_grow(struct mc_area *area)
{
	uint32_t size = area->table_size ? area->table_size * 2 : 1024, *old = area->table;
	void *fresh = mmap(NULL, size * sizeof(uint32_t), PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (fresh == MAP_FAILED)
		return false;
	area->table = fresh;
	if (old)
		munmap(old, area->table_size * sizeof(uint32_t));
	area->table_size = size;
	for (uint32_t i = 1; i < area->slot_count; i++)
		table_put(area, i);
	return true;
}

static struct memprof_slot *slot_new(struct mc_area *area, struct memprof_slot *set, uint64_t site,
				     uint32_t site32)
{
	struct memprof_slot *slot = &area->slots[area->slot_count], *s = set;

	/* The last of the room is for sites without context, so that none goes without. */
	if (set && area->slot_count >= area->slot_room - area->slot_room / 16)
		return NULL;
	if (area->slot_count == area->slot_mapped && !mc_thread_grow_slots(area))
		return NULL;
	if (area->slot_count * 2 >= area->table_size && !table_grow(area))
		return NULL;
	while (s && s->site != site)
		s = mc_slot(s->up);
	slot->up = (uintptr_t)set;
	slot->mem_max = INT64_MIN;
	slot->runtime[MC_SLOT_SITE] = (uint64_t)((s ? set : slot) - area->slots) << 32 | site32;
	MC_ORDER();
	slot->site = site;
	table_put(area, area->slot_count++);
	return slot;
}

/* The slot of a point with the statements of `set` open around it. */
static struct memprof_slot *slot_get(struct mc_area *area, struct memprof_slot *set,
				     const struct mc_module *module, uint32_t word)
{
	uint64_t site = (uint64_t)module->id << 32 | word;
	int error = errno;
	struct memprof_slot *slot;

	for (uint32_t at = hash_of((uintptr_t)set, site); area->table_size; at++) {
		uint32_t index = area->table[at &= area->table_size - 1];

		if (!index)
			break;
		slot = &area->slots[index];
		if (slot->up == (uintptr_t)set && slot->site == site)
			return slot;
	}
	slot = slot_new(area, set, site, module->site_base + word);
	errno = error;
	if (slot)
		return slot;
	if (set) { /* the line's own figures stay right; those around it miss these events */
		mc_header->lost_slots++;
		return slot_get(area, NULL, module, word);
	}
	mc_header->lost_slots++;
	return area->slots;
}

static MC_COLD struct memprof_slot *slot_find(struct mc_area *area, struct memprof_slot *set,
					      uintptr_t address)
{
	struct mc_module *module;

	if (!cell_of(area, address, &module))
		return area->slots;
	return slot_get(area, set, module,
			(uint32_t)((address - (uintptr_t)module->data) / sizeof(uint64_t)));
}

/* Another module lies now where a closed one was: what was found by address is found no more.
 * Entries of a closed module are not written any longer, so its threads need not be asked. */
void mc_stack_forget(uintptr_t start, size_t size)
{
	for (uint32_t a = 0; a < mc_area_count; a++)
		for (uint32_t i = 0; i < mc_areas[a]->slot_count; i++) {
			struct mc_kids *kids = mc_kids_of(&mc_areas[a]->slots[i]);

			for (size_t k = 0; k < MC_KIDS; k++)
				if (kids->of[k].address - start < size)
					kids->of[k].address = 0;
		}
}

MC_COLD struct memprof_slot *mc_stack_slot_below_slow(struct mc_area *area,
						      struct memprof_slot *outer, uintptr_t address)
{
	uint32_t set = (uint32_t)(outer->runtime[MC_SLOT_SITE] >> 32);
	struct memprof_slot *slot = slot_find(area, set ? &area->slots[set] : NULL, address);
	struct mc_kids *kids = mc_kids_of(outer);
	size_t at = MC_KID(address);

	kids->of[at].slot = slot;
	kids->of[at].address = address;
	return slot;
}

/* Where a thread counts what was freed of a site's blocks: the site's slot without context. */
struct memprof_slot *mc_stack_slot_of_site(struct mc_area *area, uint32_t site)
{
	struct mc_module *module = mc_module_of_site(site);
	uintptr_t address;
	ptrdiff_t delta;
	uint32_t *cell;

	if (!module)
		return area->slots;
	if (!module->source) /* closed: nothing else needs a copy of its cells any more */
		return slot_get(area, NULL, module, site - module->site_base);
	delta = mc_thread_delta(area, module);
	if (!delta)
		return area->slots;
	address = (uintptr_t)module->data + (site - module->site_base) * sizeof(uint64_t);
	cell = (uint32_t *)(address + (uintptr_t)delta);
	if (!cell[0])
		cell[0] = (uint32_t)(slot_get(area, NULL, module, site - module->site_base) -
				     area->slots);
	return &area->slots[cell[0]];
}

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

/* Brings the frames up to date with the records, whatever has become of them; returns the frame an
 * event belongs to. */
struct memprof_frame *mc_stack_settle(struct mc_area *area)
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

		do
			mc_frame_close(ended, memory);
		while (--ended > frame);
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
	}
	MC_ORDER();
	stack->open = top;
	stack->inner = frame;
	area->thread->open = (uintptr_t)top;
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
	uint32_t *cell = cell_of(area, MEMCC_POINT_ADDRESS(word), &module);

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
