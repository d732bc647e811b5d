/* direct.c - inclusive figures without contexts, for threads that have run out of them.
 *
 * Contexts (profile.h) make Increment the reader's work: an event is charged once. Where there
 * would be too many, each statement and each function gets one slot instead, and Increment is
 * measured: when its outermost interval begins and when it ends. That is exact in any recursion and
 * needs no more room than there are statements, but costs some twenty instructions more for each
 * record that is new since the last event, and the hooks' fast path is left (mc_area.odd).
 *
 * What is measured are the thread's bytes but for those that belong to no statement (slot 0:
 * allocated while paused).
 */
#include "internal.h"

int64_t mc_direct_bytes(const struct mc_area *area)
{
	const struct memprof_slot *outside = area->slots;

	return area->thread->live - (int64_t)(outside->allocated - outside->freed) -
	       outside->observed;
}

/* Each of these is one store, so that a kill finds it done or not done: bit 0 says open. */
static void begin(struct memprof_slot *slot, int64_t now)
{
	if (slot->direct[MC_DIRECT_OPEN]++ == 0)
		slot->inclusive = ((slot->inclusive >> 1) - now) * 2 + 1;
}

static void end(struct memprof_slot *slot, int64_t now)
{
	if (--slot->direct[MC_DIRECT_OPEN] == 0)
		slot->inclusive = ((slot->inclusive >> 1) + now) * 2;
}

void mc_direct_open(struct mc_area *area, struct memprof_slot *slot)
{
	struct memprof_slot *function = mc_slot(slot->direct[MC_DIRECT_FUNCTION]);
	int64_t now = mc_direct_bytes(area);

	if (slot->up != MEMPROF_UP_SITE)
		return;
	begin(slot, now);
	if (!function)
		return;
	begin(function, now);
	if (function->direct[MC_DIRECT_OPEN] > 1)
		function->intervals = 1;
}

void mc_direct_close(struct mc_area *area, struct memprof_slot *slot)
{
	struct memprof_slot *function = mc_slot(slot->direct[MC_DIRECT_FUNCTION]);
	int64_t now = mc_direct_bytes(area);

	if (slot->up != MEMPROF_UP_SITE)
		return;
	end(slot, now);
	if (function)
		end(function, now);
}

struct memprof_slot *mc_direct_slot(struct mc_area *area, uintptr_t address)
{
	struct memprof_slot *slot, *function;
	struct mc_module *module;
	struct mc_function *known;

	if (!mc_slot_cell(area, address, &module))
		return area->slots;
	slot = mc_slot_get(area, MEMPROF_UP_SITE, module, mc_slot_word(module, address));
	if (slot == area->slots || slot->direct[MC_DIRECT_FUNCTION])
		return slot;
	known = mc_module_function(module, address);
	if (!known)
		return slot;
	function = mc_slot_get(area, MEMPROF_UP_FUNCTION, module,
			       mc_slot_word(module, (uintptr_t)known->points));
	if (function != area->slots)
		slot->direct[MC_DIRECT_FUNCTION] = (uintptr_t)function;
	return slot;
}

/* From contexts: what is open goes on here. Up to now it was counted there. Each record gets a
 * frame of its own; from the innermost on, for there are no more frames than records. */
void mc_direct_begin(struct mc_area *area)
{
	struct mc_stack *stack = &area->stack;
	struct memprof_frame *run = stack->inner;
	size_t open = (size_t)(stack->open - stack->records), left = run->records;

	memset(mc_kids_of(area->slots), 0, sizeof(struct mc_kids)); /* contexts */
	mc_stack_forget_all(area);
	for (size_t i = open; i > 0; i--, left--) {
		if (left == 0)
			left = (--run)->records;
		stack->frames[i] = *run;
		stack->frames[i].records = 1;
	}
	stack->inner = stack->frames + open;
	for (size_t i = 1; i <= open; i++) {
		uintptr_t address = MEMCC_POINT_ADDRESS(stack->records[i]);
		struct memprof_slot *slot = mc_direct_slot(area, address);

		stack->frames[i].slot = (uintptr_t)slot;
		mc_direct_open(area, slot);
	}
}
