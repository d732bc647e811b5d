/* hooks.c - the malloc family: pass on to the allocator behind us, and charge what it did.
 *
 * Blocks are asked for eight bytes larger (block.h). A call from within our own bookkeeping (a
 * signal handler) passes through unmarked and is counted as an oddity, never charged.
 */
#define MC_MAY_ALLOCATE
#include "internal.h"
#include "block.h"
#include "charge.h"
#include "real.h"

static inline struct mc_area *self(void)
{
	struct mc_area *area = mc_self;

	return MC_LIKELY(area != NULL) ? area : mc_state == MC_RUNNING ? mc_thread_attach() : NULL;
}

static inline int64_t measured(size_t size, size_t usable)
{
	return (int64_t)(MC_UNLIKELY(mc_options.metric == MEMPROF_METRIC_USABLE) ? usable : size);
}

static void *no_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

/* A block of size + MC_FOOTER bytes has come into being. */
static inline void *born(struct mc_area *area, void *block, size_t size)
{
	if (MC_UNLIKELY(!block || !mc_charge_begin(area)))
		return block;
	if (MC_LIKELY(mc_options.metric != MEMPROF_METRIC_USABLE)) {
		mc_block_mark(block, size, mc_charge_alloc(area, (int64_t)size));
	} else {
		size_t usable = mc_block_mark(block, size, MC_SITE_OUTSIDE);

		mc_block_mark(block, size, mc_charge_alloc(area, (int64_t)usable));
	}
	mc_charge_end(area);
	return block;
}

/* Charges the end of a block and takes its mark away; false if it was not ours. */
static inline bool die(struct mc_area *area, void *block, struct mc_block *out)
{
	if (MC_UNLIKELY(!mc_block_read(block, out)))
		return false;
	mc_block_unmark(out);
	if (MC_LIKELY(mc_charge_begin(area))) {
		mc_charge_free(area, out->site, measured(out->size, out->usable));
		mc_charge_end(area);
	}
	return true;
}

MC_HOOK void *MC_NAME(malloc)(size_t size)
{
	struct mc_area *area = self();

	if (MC_UNLIKELY(!area))
		return mc_next.malloc_(size);
	if (MC_UNLIKELY(size > PTRDIFF_MAX - MC_FOOTER))
		return no_memory();
	return born(area, mc_next.malloc_(size + MC_FOOTER), size);
}

MC_HOOK void *MC_NAME(calloc)(size_t count, size_t each)
{
	struct mc_area *area = self();
	size_t size;

	if (MC_UNLIKELY(!area))
		return mc_next.calloc_(count, each);
	if (MC_UNLIKELY(__builtin_mul_overflow(count, each, &size) ||
			size > PTRDIFF_MAX - MC_FOOTER))
		return no_memory();
	return born(area, mc_next.calloc_(1, size + MC_FOOTER), size);
}

static MC_COLD void free_foreign(struct mc_area *area, void *block)
{
	if (mc_next_early(block))
		return;
	if (area)
		mc_header->foreign_frees++;
	mc_next.free_(block);
}

MC_HOOK void MC_NAME(free)(void *block)
{
	struct mc_area *area;
	struct mc_block known;

	if (!block)
		return;
	area = self();
	if (MC_LIKELY(area && die(area, block, &known)))
		mc_next.free_(block);
	else
		free_foreign(area, block);
}

MC_HOOK void MC_NAME(cfree)(void *block)
{
	MC_NAME(free)(block);
}

static MC_COLD void *realloc_foreign(struct mc_area *area, void *block, size_t size)
{
	void *moved;

	if (mc_next_early(block)) {
		moved = MC_NAME(malloc)(size);
		if (moved)
			memcpy(moved, block,
			       size < mc_block_room(block) ? size : mc_block_room(block));
		return moved;
	}
	if (!area)
		return mc_next.realloc_(block, size);
	moved = mc_next.realloc_(block, size + MC_FOOTER);
	if (moved)
		mc_header->foreign_frees++;
	return born(area, moved, size);
}

/* One free and one allocation, on the same statement; nothing happened if it fails. */
static void *realloc_ours(struct mc_area *area, struct mc_block *known, void *block, size_t size)
{
	uint64_t kept = *known->footer;
	int64_t old = measured(known->size, known->usable);
	void *moved;

	mc_block_unmark(known);
	moved = mc_next.realloc_(block, size + MC_FOOTER);
	if (MC_UNLIKELY(!moved)) {
		*known->footer = kept;
		return NULL;
	}
	if (MC_LIKELY(mc_charge_begin(area))) {
		mc_charge_free(area, known->site, old);
		mc_charge_end(area);
	}
	return born(area, moved, size);
}

MC_HOOK void *MC_NAME(realloc)(void *block, size_t size)
{
	struct mc_area *area;
	struct mc_block known;

	if (!block)
		return MC_NAME(malloc)(size);
	if (size == 0 && mc_next.glibc) {
		MC_NAME(free)(block);
		return NULL;
	}
	if (MC_UNLIKELY(size > PTRDIFF_MAX - MC_FOOTER))
		return no_memory();
	area = self();
	if (MC_LIKELY(area && mc_block_read(block, &known)))
		return realloc_ours(area, &known, block, size);
	return realloc_foreign(area, block, size);
}

MC_HOOK void *MC_NAME(reallocarray)(void *block, size_t count, size_t each)
{
	size_t size;

	if (__builtin_mul_overflow(count, each, &size))
		return no_memory();
	return MC_NAME(realloc)(block, size);
}

static void *aligned(size_t alignment, size_t size)
{
	struct mc_area *area = self();

	if (MC_UNLIKELY(!area))
		return mc_next.memalign_(alignment, size);
	if (MC_UNLIKELY(size > PTRDIFF_MAX - MC_FOOTER))
		return no_memory();
	return born(area, mc_next.memalign_(alignment, size + MC_FOOTER), size);
}

MC_HOOK void *MC_NAME(memalign)(size_t alignment, size_t size)
{
	return aligned(alignment, size);
}

MC_HOOK void *MC_NAME(aligned_alloc)(size_t alignment, size_t size)
{
	return aligned(alignment, size);
}

MC_HOOK int MC_NAME(posix_memalign)(void **out, size_t alignment, size_t size)
{
	int error = errno;
	void *block;

	if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0)
		return EINVAL;
	block = aligned(alignment, size);
	errno = error;
	if (!block)
		return ENOMEM;
	*out = block;
	return 0;
}

MC_HOOK void *MC_NAME(valloc)(size_t size)
{
	return aligned((size_t)sysconf(_SC_PAGESIZE), size);
}

MC_HOOK void *MC_NAME(pvalloc)(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	if (size > PTRDIFF_MAX - page)
		return no_memory();
	return aligned(page, (size + page - 1) & ~(page - 1));
}

MC_HOOK size_t MC_NAME(malloc_usable_size)(void *block)
{
	struct mc_block known;

	if (!block)
		return 0;
	if (!mc_block_read(block, &known))
		return mc_next.usable_(block);
	return known.usable - known.size >= MC_SLACK_FAR ? known.usable - MC_FOOTER : known.usable;
}
