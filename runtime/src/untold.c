/* untold.c - what some sanitizers' allocators do not tell of, or not rightly, is told by us:
 *
 *   LeakSanitizer    realloc and reallocarray (GCC 11 and 12, Clang 14 and 16)
 *   ThreadSanitizer  blocks that are aligned; the size of reallocarray's
 *   MemorySanitizer  realloc, where the block stays where it is
 *
 * The program's calls come here first (in libmemcc_rt_untold.a alone: AddressSanitizer tells of
 * all, and its reports had better not show a frame of ours). What the sanitizer tells meanwhile is
 * not listened to, since it may be a part; what it did is seen from its results.
 */
#define MC_MAY_ALLOCATE
#include "internal.h"
#include <malloc.h>

/* The sanitizer's own, which it defines beside the weak names that ours stand before. */
#define BEHIND(name) __interceptor_##name
#define DECLARE(name) extern __typeof__(name) BEHIND(name) __attribute__((weak))
DECLARE(malloc);
DECLARE(free);
DECLARE(realloc);
DECLARE(reallocarray);
DECLARE(posix_memalign);
DECLARE(aligned_alloc);
DECLARE(memalign);

static void stop_listening(void)
{
	mc_sanitizer = (struct mc_sanitizer){.unheard = true};
}

/* Whether it tells of anything at all at present: while ThreadSanitizer is about work of its own it
 * does not, nor of the end of what it makes then. */
static bool listen_again(void)
{
	if (!mc_sanitizer.told)
		BEHIND(free)(BEHIND(malloc)(1));
	mc_sanitizer.unheard = false;
	return mc_sanitizer.told;
}

static void *born(struct mc_area *area, void *block, size_t size)
{
	if (area && block)
		mc_pools_born(area, block, size);
	return block;
}

/* Forgotten before it goes, since its address may be another thread's block right after. */
MC_EXPORT void *realloc(void *block, size_t size)
{
	struct mc_area *area = mc_thread_area();
	int64_t old = block ? mc_pools_size(block) : 0;
	bool known = area && block && mc_pools_died(area, block);
	void *moved;

	stop_listening();
	moved = BEHIND(realloc)(block, size);
	if (!listen_again())
		return moved;
	if (!moved && size && known)
		mc_pools_born(area, block, (size_t)old);
	return born(area, moved, size);
}

MC_EXPORT void *reallocarray(void *block, size_t count, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(count, size, &all))
		return BEHIND(reallocarray)(block, count, size); /* it says so in its own way */
	return realloc(block, all);
}

MC_EXPORT int posix_memalign(void **block, size_t alignment, size_t size)
{
	struct mc_area *area = mc_thread_area();
	int error;

	stop_listening();
	error = BEHIND(posix_memalign)(block, alignment, size);
	if (listen_again() && !error)
		born(area, *block, size);
	return error;
}

#define ALIGNED(name)                                                                              \
	MC_EXPORT void *name(size_t alignment, size_t size)                                        \
	{                                                                                          \
		struct mc_area *area = mc_thread_area();                                           \
		void *block;                                                                       \
                                                                                                   \
		stop_listening();                                                                  \
		block = BEHIND(name)(alignment, size);                                             \
		return listen_again() ? born(area, block, size) : block;                           \
	}

ALIGNED(aligned_alloc)
ALIGNED(memalign)

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

MC_EXPORT void *valloc(size_t size)
{
	return memalign(page_size(), size);
}

MC_EXPORT void *pvalloc(size_t size)
{
	size_t page = page_size();

	if (size > PTRDIFF_MAX - page) {
		errno = ENOMEM;
		return NULL;
	}
	return memalign(page, (size + page - 1) & ~(page - 1));
}
