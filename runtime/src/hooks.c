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
#include "settle.h"

static inline struct mc_area *self(void)
{
	struct mc_area *area = mc_self;

	return MC_LIKELY(area != NULL) ? area : mc_is_running() ? mc_thread_attach() : NULL;
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

	if (!block || area->inside)
		return block;
	if (MC_UNLIKELY(!mc_next.measures)) {
		mc_pools_born(area, block, size);
		return block;
	}
	if (!mc_charge_begin(area))
		return block;
	usable = mc_block_mark(block, size, MC_SITE_OUTSIDE);
	mc_block_mark(block, size, mc_charge_alloc(area, measured(size, usable)));
	mc_busy_end(area);
	return block;
}

/* Charges the end of a block and takes its mark away; false if it was not ours. */
static bool die_any(struct mc_area *area, void *block)
{
	struct mc_block known;

	if (MC_UNLIKELY(!mc_next.measures))
		return mc_pools_died(area, block);
	if (!mc_block_read(block, &known))
		return false;
	mc_block_unmark(&known);
	if (mc_charge_begin(area)) {
		mc_charge_free(area, known.site, measured(known.size, known.usable));
		mc_busy_end(area);
	}
	return true;
}

/* ---- the fast path ---- */

/* Taken when the allocator is the C library's and bytes requested are what is counted. It needs no
 * stack frame as long as it calls nothing: what is seldom goes to functions of its own, in which it
 * begins anew. Whatever is not as it should be goes to the paths above. */
static inline bool is_plain(const struct mc_area *area)
{
	return MC_LIKELY(!area->busy_or_odd);
}

/* False: it takes a call. */
static inline __attribute__((always_inline)) bool is_settled_near(struct mc_area *area)
{
	return mc_stack_is_settled(area) || mc_stack_next(area);
}

static __attribute__((noinline)) void *born_peak(struct mc_area *area, void *block)
{
	mc_stack_peak(area);
	mc_busy_end(area);
	return block;
}

static inline void *born_in(struct mc_area *area, struct memprof_frame *frame, void *block,
			    size_t size, size_t usable)
{
	struct memprof_slot *slot = mc_slot(frame->slot);
	int64_t live = area->thread->live + (int64_t)size;

	slot->allocs++;
	slot->allocated += size;
	area->thread->live = live;
	mc_block_write(block, usable, size, slot->runtime);
	if (live > frame->high)
		frame->high = live;
	if (live > area->peak_check) {
		if (MC_UNLIKELY(mc_area_count != 1 || area->peak_check < 0))
			return born_peak(area, block);
		area->thread->high = area->peak_check = live;
		mc_header->peak = live + area->others;
	}
	mc_busy_end(area);
	return block;
}

/* Settles before the allocator is called: memory is then what it will be before the event, and what
 * has to outlive settling has to outlive the allocator anyway. A handler that comes while it works
 * may not allocate by any standard; its event would be turned away. */
static inline __attribute__((always_inline)) void birth_begin(struct mc_area *area)
{
	mc_busy_begin(area);
	if (MC_UNLIKELY(!is_settled_near(area)))
		mc_stack_settle(area);
}

static inline __attribute__((always_inline)) void *birth_end(struct mc_area *area, void *block,
							     size_t size)
{
	size_t usable;

	if (MC_UNLIKELY(!block) || !(usable = mc_block_usable_near(block))) {
		mc_busy_end(area);
		return born_any(area, block, size);
	}
	return born_in(area, area->stack.inner, block, size, usable);
}

/* Where the block is there already. */
static __attribute__((noinline)) void *born(struct mc_area *area, void *block, size_t size)
{
	if (MC_UNLIKELY(!block || !is_plain(area)))
		return born_any(area, block, size);
	birth_begin(area);
	return birth_end(area, block, size);
}

static __attribute__((noinline)) void *malloc_any(size_t size)
{
	struct mc_area *area = self();

	if (!area)
		return mc_next.malloc_(size);
	if (size > PTRDIFF_MAX - MC_FOOTER)
		return no_memory();
	return born(area, mc_next.malloc_(size + MC_FOOTER), size);
}

MC_HOOK void *MC_NAME(malloc)(size_t size)
{
	struct mc_area *area = mc_self;
	size_t room;

	/* Of what is merely too much the allocator says so. */
	if (MC_UNLIKELY(!area || !is_plain(area) || __builtin_add_overflow(size, MC_FOOTER, &room)))
		return malloc_any(size);
	birth_begin(area);
	return birth_end(area, mc_next.malloc_(room), size);
}

static __attribute__((noinline)) void free_any(void *block)
{
	struct mc_area *area = self();

	if (mc_next_early(block))
		return;
	if (area && die_any(area, block)) {
		mc_next.free_(block);
		return;
	}
	if (area)
		mc_header->foreign_frees++;
	mc_next.free_(block);
}

static inline void die_in(struct mc_area *area, struct memprof_frame *frame,
			  struct memprof_slot *owner, const struct mc_block *known)
{
	mc_block_unmark(known);
	mc_charge_freed(area, mc_slot(frame->slot), owner, known->size);
	area->thread->live -= (int64_t)known->size;
	mc_busy_end(area);
}

static __attribute__((noinline)) void free_far(struct mc_area *area, void *block,
					       struct memprof_slot *owner, mc_footer *footer,
					       size_t size)
{
	struct mc_block known = {.footer = footer, .size = size};

	die_in(area, mc_stack_settle(area), owner, &known);
	mc_next.free_(block);
}

/* The block is read first, for it is seldom in the cache, and settling does not wait for it. */
MC_HOOK void MC_NAME(free)(void *block)
{
	struct mc_area *area = mc_self;
	struct memprof_slot *owner;
	struct mc_block known;

	if (MC_UNLIKELY(!block))
		return;
	if (MC_UNLIKELY(!area || !is_plain(area) || !mc_block_read_near(block, &known) ||
			!(owner = mc_charge_owner_near(area, known.site)))) {
		free_any(block);
		return;
	}
	mc_busy_begin(area);
	if (MC_UNLIKELY(!is_settled_near(area))) {
		free_far(area, block, owner, known.footer, known.size);
		return;
	}
	die_in(area, area->stack.inner, owner, &known);
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
	if (MC_UNLIKELY(!is_plain(area)))
		return born_any(area, mc_next.calloc_(1, size + MC_FOOTER), size);
	birth_begin(area);
	return birth_end(area, mc_next.calloc_(1, size + MC_FOOTER), size);
}

static MC_COLD void *realloc_foreign(struct mc_area *area, void *block, size_t size)
{
	void *moved;

	if (mc_next_early(block)) {
		moved = MC_NAME(malloc)(size);
		if (moved)
			memcpy(moved, block,
			       size < mc_next_early_room(block) ? size : mc_next_early_room(block));
		return moved;
	}
	if (!area)
		return mc_next.realloc_(block, size);
	moved = mc_next.realloc_(block, size + MC_FOOTER);
	if (moved)
		mc_header->foreign_frees++;
	return born(area, moved, size);
}

/* Forgotten before it goes, since its address may be another thread's block right after. */
static MC_COLD void *realloc_unmeasured(struct mc_area *area, void *block, size_t size)
{
	int64_t old = mc_pools_size(block);
	bool known = mc_pools_died(area, block);
	void *moved = mc_next.realloc_(block, size + MC_FOOTER);

	if (!moved && known)
		mc_pools_born(area, block, (size_t)old);
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
		mc_busy_end(area);
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
	if (MC_UNLIKELY(area && !mc_next.measures && !mc_next_early(block)))
		return realloc_unmeasured(area, block, size);
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
	if (mc_next_early(block))
		return mc_next_early_room(block);
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

/* A program may bring a malloc of its own, a plain one may have been started without us, or objects
 * may be opened so that they look names up in each other first. */
void mc_hooks_install(void)
{
	void *program = mc_options.quiet ? NULL : dlopen(NULL, RTLD_LAZY);

	if (!program || dlsym(program, "malloc") == (void *)mc_hooks_malloc)
		return;
#ifdef MC_EXECUTABLE
	mc_diag_line("warning: the program brings its own malloc; its memory is not followed",
		     " (linked with -static it would be), only what is told by <memprof.h>", NULL);
#else
	if (dlsym(program, MEMCC_ABI_SYMBOL_NAME))
		mc_diag_line(
			"warning: objects opened with RTLD_DEEPBIND have a profile of their own;",
			" blocks that they share with the program seem to be kept", NULL);
	else
		mc_diag_line("warning: malloc is not ours in this program;",
			     " run it with LD_PRELOAD=libmemcc_rt.so (memprof exec)", NULL);
#endif
}
#endif
