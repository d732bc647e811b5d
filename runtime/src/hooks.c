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

/* ---- any event, any metric ---- */

/* A block of size + MC_FOOTER bytes has come into being. */
static __attribute__((noinline)) void *born_any(struct mc_area *area, void *block, size_t size)
{
	size_t usable;

	if (!block || !mc_charge_begin(area))
		return block;
	usable = mc_block_mark(block, size, MC_SITE_OUTSIDE);
	mc_block_mark(block, size, mc_charge_alloc(area, measured(size, usable)));
	mc_charge_end(area);
	return block;
}

/* Charges the end of a block and takes its mark away; false if it was not ours. */
static bool die_any(struct mc_area *area, void *block)
{
	struct mc_block known;

	if (!mc_block_read(block, &known))
		return false;
	mc_block_unmark(&known);
	if (mc_charge_begin(area)) {
		mc_charge_free(area, known.site, measured(known.size, known.usable));
		mc_charge_end(area);
	}
	return true;
}

/* ---- the fast path ---- */

/* Taken when the frame is settled, the allocator is the C library's and bytes requested are what is
 * counted. Written without a call that comes back, so that it needs no stack frame: whatever is
 * not as it should be jumps to the paths above. */
static inline bool fast(const struct mc_area *area)
{
	uintptr_t *top = area->block->top;

	return MC_LIKELY(top == area->stack.open && *top & MEMCC_POINT_OPENED &&
			 !(area->busy | area->pause | area->plain_not));
}

static inline struct memprof_frame *fast_frame(const struct mc_area *area)
{
	uintptr_t *top = area->block->top;

	return (void *)((char *)area->stack.frames +
			((uintptr_t)top - (uintptr_t)area->stack.records) / sizeof(*top) *
				sizeof(struct memprof_frame));
}

static __attribute__((noinline)) void *born_peak(struct mc_area *area, void *block)
{
	mc_stack_peak(area);
	mc_charge_end(area);
	return block;
}

static inline void *born(struct mc_area *area, void *block, size_t size)
{
	struct memprof_frame *frame;
	struct memprof_slot *slot;
	int64_t live;

	if (MC_UNLIKELY(!block || !fast(area)))
		return born_any(area, block, size);
	area->busy = 1;
	MC_ORDER();
	frame = fast_frame(area);
	slot = mc_slot(frame->slot);
	live = area->thread->live + (int64_t)size;
	slot->allocs++;
	slot->allocated += size;
	area->thread->live = live;
	mc_block_mark(block, size, (uint32_t)slot->runtime[MC_SLOT_SITE]);
	if (live > frame->high)
		frame->high = live;
	if (MC_UNLIKELY(live > area->peak_check))
		return born_peak(area, block);
	MC_ORDER();
	area->busy = 0;
	return block;
}

/* Settling comes before the call of the allocator, so that nothing has to be kept over it. */
static __attribute__((noinline)) void settle(struct mc_area *area)
{
	if (mc_charge_begin(area)) {
		mc_stack_frame(area);
		mc_charge_end(area);
	}
}

static __attribute__((noinline)) void *malloc_any(size_t size)
{
	struct mc_area *area = self();

	if (!area)
		return mc_next.malloc_(size);
	if (size > PTRDIFF_MAX - MC_FOOTER)
		return no_memory();
	settle(area);
	return born(area, mc_next.malloc_(size + MC_FOOTER), size);
}

MC_HOOK void *MC_NAME(malloc)(size_t size)
{
	struct mc_area *area = mc_self;

	if (MC_UNLIKELY(!area || size > PTRDIFF_MAX - MC_FOOTER || !fast(area)))
		return malloc_any(size);
	return born(area, mc_next.malloc_(size + MC_FOOTER), size);
}

static __attribute__((noinline)) void free_any(void *block)
{
	struct mc_area *area = self();

	if (area && die_any(area, block)) {
		mc_next.free_(block);
		return;
	}
	if (mc_next_early(block))
		return;
	if (area)
		mc_header->foreign_frees++;
	mc_next.free_(block);
}

MC_HOOK void MC_NAME(free)(void *block);

static __attribute__((noinline)) void free_unsettled(struct mc_area *area, void *block)
{
	settle(area);
	if (fast(area))
		MC_NAME(free)(block);
	else
		free_any(block);
}

MC_HOOK void MC_NAME(free)(void *block)
{
	struct mc_area *area = mc_self;
	struct mc_block known;
	struct memprof_slot *slot, *owner;
	uint32_t index;

	if (MC_UNLIKELY(!block))
		return;
	if (MC_UNLIKELY(!area)) {
		free_any(block);
		return;
	}
	if (MC_UNLIKELY(!fast(area))) {
		free_unsettled(area, block);
		return;
	}
	if (MC_UNLIKELY(!mc_block_read_near(block, &known) ||
			known.site - area->home_site >= area->home_words)) {
		free_any(block);
		return;
	}
	index = *(uint32_t *)(void *)(area->home_data + (size_t)(known.site - area->home_site) * 8);
	if (MC_UNLIKELY(!index)) {
		free_any(block);
		return;
	}
	area->busy = 1;
	MC_ORDER();
	mc_block_unmark(&known);
	owner = &area->slots[index];
	slot = mc_slot(fast_frame(area)->slot);
	mc_charge_freed(area, slot, owner, known.size);
	area->thread->live -= (int64_t)known.size;
	MC_ORDER();
	area->busy = 0;
	mc_next.free_(block);
}

MC_HOOK void MC_NAME(cfree)(void *block)
{
	MC_NAME(free)(block);
}

/* ---- the others ---- */

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

#ifdef MC_STATIC
void mc_hooks_install(void) {}
#else
#if __has_attribute(copy)
extern __typeof__(malloc) mc_hooks_malloc __attribute__((alias("malloc"), copy(malloc)));
#else
extern __typeof__(malloc) mc_hooks_malloc __attribute__((alias("malloc")));
#endif

/* A program may bring a malloc of its own, or a plain one may have been started without us. */
void mc_hooks_install(void)
{
	if (dlsym(RTLD_DEFAULT, "malloc") != (void *)mc_hooks_malloc)
#ifdef MC_EXECUTABLE
		mc_diag_line("warning: the program brings its own malloc;",
			     " its memory is not followed, only what is told by <memprof.h>", NULL);
#else
		mc_diag_line("warning: malloc is not ours in this program;",
			     " run it with LD_PRELOAD=libmemcc_rt.so (memprof exec)", NULL);
#endif
}
#endif
