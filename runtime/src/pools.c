/* pools.c - blocks that are known by their address alone: those of the program's own allocators,
 * told of by memprof_block_alloc and _free; and all, under a sanitizer or where malloc is of a make
 * that does not say how large a block is.
 *
 * A table from address to size and site, in memory of our own, under the one lock: this is not the
 * fast path, and such blocks may be given back by another thread.
 */
#define __MEMCC__ 1
#include "memprof.h" /* first: it may name what the next one poisons */
#include "internal.h"
#include "block.h"
#include "charge.h"

struct entry {
	uintptr_t block; /* 0: never used; GONE: was */
	uint64_t size;
	uint32_t site;
	uint32_t spare;
};
#define GONE 1

static struct entry *table;
static size_t size, used; /* used: entries that are not 0 */

static struct entry *find(uintptr_t block, bool fresh)
{
	struct entry *gone = NULL;
	size_t at = (block >> 4) * 0x9e3779b97f4a7c15u >> 20;

	for (size_t tries = 0; tries < size; tries++) {
		struct entry *entry = &table[(at + tries) & (size - 1)];

		if (entry->block == block)
			return entry;
		if (entry->block == GONE && !gone)
			gone = entry;
		if (entry->block == 0)
			return !fresh ? NULL : gone ? gone : entry;
	}
	return fresh ? gone : NULL;
}

static bool grow(void)
{
	struct entry *old = table;
	size_t old_size = size, wanted = size ? size : 1024;
	void *fresh;

	if (size && used * 4 < size * 3)
		return true;
	if (size)
		wanted *= 2;
	fresh = mmap(NULL, wanted * sizeof(*table), PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (fresh == MAP_FAILED)
		return false;
	table = fresh;
	size = wanted;
	used = 0;
	for (size_t i = 0; i < old_size; i++)
		if (old[i].block > GONE) {
			*find(old[i].block, true) = old[i];
			used++;
		}
	if (old)
		munmap(old, old_size * sizeof(*old));
	return true;
}

static bool remember(const struct entry *wanted)
{
	bool ok = false;
	struct entry *entry;

	mc_lock();
	entry = grow() ? find(wanted->block, true) : NULL;
	if (entry && entry->block != wanted->block) {
		used += entry->block == 0;
		*entry = *wanted;
		ok = true;
	}
	mc_unlock();
	return ok;
}

/* Charges a block that is known by its address alone; false if it is known already. */
bool mc_pools_born(struct mc_area *area, const void *block, size_t bytes)
{
	int error = errno;
	struct entry entry = {.block = (uintptr_t)block, .size = bytes};
	bool ok = false;

	if (entry.block <= GONE || bytes > PTRDIFF_MAX || !mc_charge_begin(area))
		return false;
	entry.site = mc_stack_site(area);
	ok = remember(&entry);
	if (ok)
		mc_charge_alloc(area, (int64_t)bytes);
	mc_busy_end(area);
	errno = error;
	return ok;
}

bool mc_pools_died(struct mc_area *area, const void *block)
{
	int error = errno;
	struct entry *entry, gone = {0};

	if ((uintptr_t)block <= GONE || !mc_charge_begin(area))
		return false;
	mc_lock();
	entry = find((uintptr_t)block, false);
	if (entry) {
		gone = *entry;
		entry->block = GONE;
	}
	mc_unlock();
	if (entry)
		mc_charge_free(area, gone.site, (int64_t)gone.size);
	mc_busy_end(area);
	errno = error;
	return entry != NULL;
}

int64_t mc_pools_size(const void *block)
{
	struct entry *entry;
	int64_t bytes;

	mc_lock();
	entry = find((uintptr_t)block, false);
	bytes = entry ? (int64_t)entry->size : 0;
	mc_unlock();
	return bytes;
}

MC_EXPORT int memprof_block_alloc(const void *block, size_t bytes)
{
	struct mc_area *area = mc_thread_area();

	return !area || mc_pools_born(area, block, bytes) ? 0 : -1;
}

MC_EXPORT int memprof_block_free(const void *block)
{
	struct mc_area *area = mc_thread_area();

	return !area || mc_pools_died(area, block) ? 0 : -1;
}

/* The chunk stays a block of ours, of no bytes. */
MC_EXPORT int memprof_pool(void *chunk)
{
	struct mc_area *area = mc_thread_area();

	if (!area)
		return 0;
	if (!mc_next.measures)
		return mc_pools_died(area, chunk) && mc_pools_born(area, chunk, 0) ? 0 : -1;

	struct mc_block known;

	if (!chunk || !mc_block_read(chunk, &known) || !mc_charge_begin(area))
		return -1;
	mc_charge_free(area, known.site, (int64_t)known.size);
	mc_block_mark(chunk, 0, mc_charge_alloc(area, 0));
	mc_busy_end(area);
	return 0;
}
