/* next.c - the allocator behind us: who it is, and how its blocks are measured.
 *
 * The only room, with hooks.c, in which the allocator's names may be spoken. In a dynamic program
 * the next definition in the link order is looked up at the first call, which may come from the
 * dynamic linker long before main; what the look-up itself allocates comes out of a small arena.
 */
#define MC_MAY_ALLOCATE
#include "internal.h"
#include "real.h"
#include <malloc.h>

/* ---- other makes than the C library's ---- */

static int (*next_posix)(void **, size_t, size_t);

static void *memalign_by_posix(size_t alignment, size_t size)
{
	void *block;
	int error =
		next_posix(&block, alignment < sizeof(void *) ? sizeof(void *) : alignment, size);

	if (error == 0)
		return block;
	errno = error;
	return NULL;
}

/* Other makes may call malloc by its name for what else they offer, and so come by us again. */
static struct mc_next foreign;

static struct mc_area *go_inside(void)
{
	struct mc_area *area = mc_self;

	if (area)
		area->inside++;
	return area;
}

/* `area`: what go_inside said; this thread may have been given one meanwhile. */
static void *come_out(struct mc_area *area, void *block)
{
	if (area)
		area->inside--;
	return block;
}

static void *foreign_calloc(size_t count, size_t size)
{
	struct mc_area *area = go_inside();

	return come_out(area, foreign.calloc_(count, size));
}

static void *foreign_realloc(void *old, size_t size)
{
	struct mc_area *area = go_inside();

	return come_out(area, foreign.realloc_(old, size));
}

static void *foreign_memalign(size_t alignment, size_t size)
{
	struct mc_area *area = go_inside();

	return come_out(area, foreign.memalign_(alignment, size));
}

static void go_by_foreign(const struct mc_next *next)
{
	foreign = *next;
	foreign.chunks = false;
	mc_next = foreign;
	mc_next.calloc_ = foreign_calloc;
	mc_next.realloc_ = foreign_realloc;
	mc_next.memalign_ = foreign_memalign;
}

#ifdef MC_STATIC
void *__real_malloc(size_t);
void __real_free(void *);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
/* A program that brings its own malloc need not have these, and the C library's would bring its
 * malloc along. */
#define MAYBE __attribute__((weak))
MAYBE void *__real_memalign(size_t, size_t);
MAYBE int __real_posix_memalign(void **, size_t, size_t);
MAYBE void *__real_aligned_alloc(size_t, size_t);
MAYBE size_t __real_malloc_usable_size(void *);
MAYBE void *__libc_malloc(size_t);

struct mc_next mc_next = {
	.malloc_ = __real_malloc,
	.free_ = __real_free,
	.calloc_ = __real_calloc,
	.realloc_ = __real_realloc,
	.memalign_ = __real_memalign,
	.usable_ = __real_malloc_usable_size,
	.glibc = true,
	.measures = true,
};

bool mc_next_early(const void *block)
{
	(void)block;
	return false;
}

size_t mc_next_early_room(const void *block)
{
	(void)block;
	return 0;
}

static void find(void)
{
	struct mc_next next = mc_next;

	if (__libc_malloc == __real_malloc)
		return;
	next.glibc = false;
	next.measures = __real_malloc_usable_size != NULL;
	next_posix = __real_posix_memalign;
	if (!next.memalign_)
		next.memalign_ = next_posix ? memalign_by_posix : __real_aligned_alloc;
	go_by_foreign(&next);
}
#else
/* ---- the arena for the time of looking ---- */

static char early[8192] __attribute__((aligned(16)));
static size_t early_used;
static volatile bool looking;

bool mc_next_early(const void *block)
{
	return (uintptr_t)block - (uintptr_t)early < sizeof(early);
}

/* Each block has its size in front, as the C library's have. */
size_t mc_next_early_room(const void *block)
{
	return (((const size_t *)block)[-1] & ~(size_t)15) - 16;
}

static void *early_take(size_t size)
{
	size_t whole = (size + 16 + 15) & ~(size_t)15;
	size_t at = __atomic_fetch_add(&early_used, whole, __ATOMIC_RELAXED);

	if (size > sizeof(early) || at + whole + 16 > sizeof(early)) {
		errno = ENOMEM;
		return NULL;
	}
	*(size_t *)(void *)(early + at + 8) = whole | 1;
	return early + at + 16;
}

static void *first_malloc(size_t size)
{
	if (looking)
		return early_take(size);
	mc_next_find();
	return mc_next.malloc_(size);
}

static void *first_calloc(size_t count, size_t size)
{
	if (looking)
		return early_take(count * size);
	mc_next_find();
	return mc_next.calloc_(count, size);
}

static void *first_realloc(void *block, size_t size)
{
	if (looking)
		return early_take(size);
	mc_next_find();
	return mc_next.realloc_(block, size);
}

static void *first_memalign(size_t alignment, size_t size)
{
	if (looking)
		return NULL;
	mc_next_find();
	return mc_next.memalign_(alignment, size);
}

static void first_free(void *block)
{
	if (looking)
		return;
	mc_next_find();
	mc_next.free_(block);
}

static size_t first_usable(void *block)
{
	mc_next_find();
	return mc_next.usable_(block);
}

struct mc_next mc_next = {
	.malloc_ = first_malloc,
	.free_ = first_free,
	.calloc_ = first_calloc,
	.realloc_ = first_realloc,
	.memalign_ = first_memalign,
	.usable_ = first_usable,
};

void *mc_next_symbol(const char *name)
{
	int error = errno;
	void *found = dlsym(RTLD_NEXT, name);

	errno = error;
	return found;
}

/* Whether two functions come out of one library. Allocators that replace malloc often leave out
 * what few programs call; what the C library has of that name knows nothing of their blocks. */
static bool of_one_make(const void *a, const void *b)
{
	Dl_info one, other;

	return a && b && dladdr(a, &one) && dladdr(b, &other) && one.dli_fbase == other.dli_fbase;
}

/* Another make of malloc: what else is of its make? */
static void find_others(struct mc_next *next)
{
	const void *malloc_ = (const void *)next->malloc_;
	void *aligned_ = mc_next_symbol("aligned_alloc");

	next->measures = of_one_make(malloc_, (const void *)next->usable_);
	if (of_one_make(malloc_, (const void *)next->memalign_))
		return;
	next_posix = (int (*)(void **, size_t, size_t))mc_next_symbol("posix_memalign");
	if (of_one_make(malloc_, (const void *)next_posix))
		next->memalign_ = memalign_by_posix;
	else if (of_one_make(malloc_, aligned_))
		next->memalign_ = (void *(*)(size_t, size_t))aligned_;
}

static void find(void)
{
	struct mc_next next;
	void *own = mc_next_symbol("__libc_malloc");

	next.malloc_ = (void *(*)(size_t))mc_next_symbol("malloc");
	next.glibc = own && (void *)next.malloc_ == own;
	next.free_ = (void (*)(void *))mc_next_symbol("free");
	next.calloc_ = (void *(*)(size_t, size_t))mc_next_symbol("calloc");
	next.realloc_ = (void *(*)(void *, size_t))mc_next_symbol("realloc");
	next.memalign_ = (void *(*)(size_t, size_t))mc_next_symbol("memalign");
	next.usable_ = (size_t(*)(void *))mc_next_symbol("malloc_usable_size");
	next.chunks = false;
	next.measures = true;
	if (next.glibc) {
		mc_next = next;
		return;
	}
	find_others(&next);
	go_by_foreign(&next);
}
#endif

static size_t chunk_usable(const void *block)
{
	size_t head = ((const size_t *)block)[-1];

	return (head & ~(size_t)7) - (head & 2 ? 16 : 8);
}

/* Reading a size out of a block's head saves a call an event. It is done only with the C library's
 * own allocator, and only if a block of each kind, from the heap and mapped, proves it right here.
 * Both are kept: the program would find what free writes into the one where it has always found
 * zeros, and without the other the allocator would map only larger ones from then on. */
static bool chunks_are_as_known(void)
{
	static const size_t sizes[] = {1, 200000};
	bool same = sizeof(size_t) == 8;

	for (size_t i = 0; same && i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		void *block = mc_next.malloc_(sizes[i]);
		size_t usable;

		if (!block)
			return false;
		usable = mc_next.usable_(block);
		/* Valgrind's stand-in has no heads, and reports who looks for one. */
		same = usable % sizeof(size_t) == 0 && chunk_usable(block) == usable;
		if (!same)
			mc_next.free_(block);
	}
	return same;
}

void mc_next_find(void)
{
	static volatile int once;

#ifndef MC_STATIC
	looking = true;
#endif
	if (__atomic_exchange_n(&once, 1, __ATOMIC_ACQ_REL) == 0)
		find();
#ifndef MC_STATIC
	looking = false;
#endif
}

/* Not at the first call: the C library may not be ready for all of it then. */
void mc_next_verify(void)
{
#ifdef MC_NOHOOKS
	return; /* a sanitizer's blocks are not ours to measure */
#endif
	mc_next_find();
	mc_next.chunks = mc_next.glibc && chunks_are_as_known();
}
