/* slots.c - finds and makes the slots of a thread: contexts, and sites and functions without one.
 *
 * A context is a statement with the set of distinct statements open around it, so mutual recursion
 * can make more of them than there is room or use for. Beyond the option `contexts` the thread goes
 * over to counting directly (direct.c).
 */
#include "internal.h"
#include "settle.h"

/* This thread's copy of the point's cell: [0] slot of its site alone, [1 + variant] abandoned. */
uint32_t *mc_slot_cell(struct mc_area *area, uintptr_t address, struct mc_module **module)
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

/* `up`: the slot around it, 0, or a mark, as in memprof_slot. */
static struct memprof_slot *slot_new(struct mc_area *area, uint64_t up, uint64_t site,
				     uint32_t site32)
{
	struct memprof_slot *slot = &area->slots[area->slot_count];
	struct memprof_slot *set = MEMPROF_UP_IS_SLOT(up) ? mc_slot(up) : NULL, *s = set;
	uint32_t contexts = area->slot_room / 2;

	if (contexts > mc_options.contexts)
		contexts = mc_options.contexts;
	if (set && area->slot_count >= contexts)
		return NULL;
	if (area->slot_count == area->slot_mapped && !mc_thread_grow_slots(area))
		return NULL;
	if (area->slot_count * 2 >= area->table_size && !table_grow(area))
		return NULL;
	while (s && s->site != site)
		s = mc_slot(s->up);
	slot->up = up;
	slot->mem_max = INT64_MIN;
	slot->runtime = site32;
	slot->above = MC_ABOVE_UNKNOWN | (s ? MC_SLOT_REPEATS : 0);
	MC_PUBLISH();
	slot->site = site;
	table_put(area, area->slot_count++);
	return slot;
}

/* The slot of a point word within `up`. Where there is no room for a context, the thread counts
 * directly from now on, and the slot is that of the site alone. */
struct memprof_slot *mc_slot_get(struct mc_area *area, uint64_t up, const struct mc_module *module,
				 uint32_t word)
{
	uint64_t site = (uint64_t)module->id << 32 | word;
	int error = errno;
	struct memprof_slot *slot;

	for (uint32_t at = hash_of(up, site); area->table_size; at++) {
		uint32_t index = area->table[at &= area->table_size - 1];

		if (!index)
			break;
		slot = &area->slots[index];
		if (slot->up == up && slot->site == site)
			return slot;
	}
	slot = slot_new(area, up, site, module->site_base + word);
	errno = error;
	if (slot)
		return slot;
	if (MEMPROF_UP_IS_SLOT(up)) {
		area->direct = true;
		mc_stack_limit(area);
		mc_thread_odd(area);
		return mc_slot_get(area, MEMPROF_UP_SITE, module, word);
	}
	mc_header->lost_slots++;
	return area->slots;
}

/* What was never used is not brought to life. */
void mc_stack_forget_chains(struct mc_area *area)
{
	for (size_t i = 0; i < MC_CHAINS; i++)
		if (area->chains[i].records)
			area->chains[i].records = 0;
}

/* Another module lies now where a closed one was: what was found by address is found no more.
 * Entries of a closed module are not written any longer, so its threads need not be asked. */
void mc_stack_forget(uintptr_t start, size_t size)
{
	for (uint32_t a = 0; a < mc_area_count; a++) {
		mc_stack_forget_chains(mc_areas[a]);
		for (uint32_t i = 0; i < mc_areas[a]->slot_count; i++) {
			struct mc_kids *kids = mc_kids_of(&mc_areas[a]->slots[i]);

			for (size_t k = 0; k < MC_KIDS; k++)
				if (MC_KID_ADDRESS(kids->of[k].key) - start < size)
					kids->of[k].key = 0;
		}
		for (size_t i = 0; i < MC_FAR_KIDS; i++)
			if (MC_KID_ADDRESS(mc_areas[a]->far_kids[i].kid.key) - start < size)
				mc_areas[a]->far_kids[i].kid.key = 0;
	}
}

/* All chains and far kids of a thread. */
void mc_stack_forget_all(struct mc_area *area)
{
	mc_stack_forget_chains(area);
	for (size_t i = 0; i < MC_FAR_KIDS; i++)
		if (area->far_kids[i].outer)
			area->far_kids[i].outer = NULL;
}

/* The slot whose chain is the set of statements open at this one. */
static uint64_t set_of(const struct mc_area *area, const struct memprof_slot *slot)
{
	if (slot->above & MC_SLOT_REPEATS)
		return slot->up;
	return slot == area->slots ? 0 : (uintptr_t)slot;
}

bool mc_kid_recall(struct mc_area *area, struct memprof_slot *outer, uintptr_t word)
{
	const struct mc_far_kid *far = mc_far_kid(area, outer, word);

	if (far->outer != outer || (far->kid.key ^ MC_KID_KEY(word)) > MC_KID_NOTES)
		return false;
	*mc_kid(outer, word) = far->kid;
	return true;
}

MC_COLD struct memprof_slot *mc_stack_slot_below_slow(struct mc_area *area,
						      struct memprof_slot *outer, uintptr_t word)
{
	uintptr_t address = MEMCC_POINT_ADDRESS(word);
	struct mc_kid *kid = mc_kid(outer, word);
	struct mc_far_kid *far = mc_far_kid(area, outer, word);
	struct mc_module *module;
	struct memprof_slot *slot;

	if (mc_kid_recall(area, outer, word))
		return kid->slot;
	if (area->direct)
		slot = mc_direct_slot(area, address);
	else if (mc_slot_cell(area, address, &module))
		slot = mc_slot_get(area, set_of(area, outer), module,
				   mc_slot_word(module, address));
	else
		return area->slots;
	if (slot == area->slots)
		return slot;
	if (MEMPROF_ABOVE(slot->above) == MC_ABOVE_UNKNOWN)
		slot->above ^= MC_ABOVE_UNKNOWN ^ (uint32_t)(outer - area->slots);
	MC_PUBLISH(); /* before a frame leads here */
	kid->slot = slot;
	kid->key = MC_KID_KEY(word) | (mc_slot_above(area, slot) != outer ? MC_KID_ENDS : 0);
	far->outer = outer;
	far->kid = *kid;
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
		return mc_slot_get(area, 0, module, site - module->site_base);
	delta = mc_thread_delta(area, module);
	if (!delta)
		return area->slots;
	address = (uintptr_t)module->data + (site - module->site_base) * sizeof(uint64_t);
	cell = (uint32_t *)(address + (uintptr_t)delta);
	if (!cell[0])
		cell[0] = (uint32_t)(mc_slot_get(area, 0, module, site - module->site_base) -
				     area->slots);
	return &area->slots[cell[0]];
}
