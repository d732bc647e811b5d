/* map.c - metric heap+map: anonymous memory that the program itself maps, or takes by brk.
 *
 * A sorted table of ranges, each with the site that mapped it, in memory of our own and under the
 * lock: a system call is near, so this is no fast path. Sizes are whole pages, as the kernel gives
 * them. What the C library maps for malloc does not come by here, nor does what the runtime maps
 * for itself (internal.h calls the kernel). Here, too, the kernel is called and not the C library's
 * function: other allocators map memory at times when nothing can be looked up.
 */
#include "internal.h"
#include "charge.h"
#include "real.h"
#undef mmap
#undef munmap

MC_REAL_DECLARE(brk)
MC_REAL_DECLARE(sbrk)

struct range {
	uintptr_t start, end;
	uint32_t site;
	uint32_t spare;
};

static struct range *ranges;
static size_t count, room;

static bool range_room(void)
{
	size_t wanted = room ? room * 2 : MC_PAGE / sizeof(*ranges);
	void *grown;

	if (count + 1 < room)
		return true;
	grown = mc_mmap(NULL, wanted * sizeof(*ranges), PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (grown == MAP_FAILED)
		return false;
	if (ranges) {
		memcpy(grown, ranges, count * sizeof(*ranges));
		mc_munmap(ranges, room * sizeof(*ranges));
	}
	ranges = grown;
	room = wanted;
	return true;
}

static size_t first_after(uintptr_t start)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ranges[middle].end <= start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void insert(size_t at, struct range range)
{
	memmove(&ranges[at + 1], &ranges[at], (count - at) * sizeof(*ranges));
	ranges[at] = range;
	count++;
}

/* Takes out the first piece of start..end that is known; false if there is none. */
static bool cut(uintptr_t start, uintptr_t end, struct range *piece)
{
	size_t at = first_after(start);
	struct range whole;

	if (at == count || ranges[at].start >= end || !range_room())
		return false;
	whole = *piece = ranges[at];
	if (piece->start < start)
		piece->start = start;
	if (piece->end > end)
		piece->end = end;
	memmove(&ranges[at], &ranges[at + 1], (count - at - 1) * sizeof(*ranges));
	count--;
	if (whole.end > piece->end)
		insert(at, (struct range){piece->end, whole.end, whole.site, 0});
	if (whole.start < piece->start)
		insert(at, (struct range){whole.start, piece->start, whole.site, 0});
	return true;
}

static struct mc_area *area_if_wanted(void)
{
	if (MC_LIKELY(mc_options.metric != MEMPROF_METRIC_HEAP_MAP || !mc_is_running()))
		return NULL;
	return mc_thread_area();
}

/* Returns the bytes that were known there. */
static size_t gone(struct mc_area *area, uintptr_t start, size_t bytes)
{
	struct range piece;
	size_t sum = 0;
	bool found;

	do {
		mc_lock();
		found = cut(start, start + mc_round_page(bytes), &piece);
		mc_unlock();
		if (found) {
			mc_charge_free(area, piece.site, (int64_t)(piece.end - piece.start));
			sum += piece.end - piece.start;
		}
	} while (found);
	return sum;
}

static void come(struct mc_area *area, uintptr_t start, size_t bytes)
{
	struct range range = {start, start + mc_round_page(bytes), 0, 0};
	bool ok;

	if (range.start == range.end)
		return;
	range.site = mc_stack_site(area);
	mc_lock();
	ok = range_room();
	if (ok)
		insert(first_after(start), range);
	mc_unlock();
	if (ok)
		mc_charge_alloc(area, (int64_t)(range.end - range.start));
}

static void *mapped(void *at, size_t bytes, int flags)
{
	struct mc_area *area = area_if_wanted();
	int error = errno;

	if (area && at != MAP_FAILED && mc_charge_begin(area)) {
		if (flags & MAP_FIXED)
			gone(area, (uintptr_t)at, bytes);
		if (flags & MAP_ANONYMOUS)
			come(area, (uintptr_t)at, bytes);
		mc_busy_end(area);
	}
	errno = error;
	return at;
}

MC_HOOK void *MC_NAME(mmap)(void *address, size_t bytes, int protection, int flags, int fd,
			    off_t offset)
{
	return mapped(mc_mmap(address, bytes, protection, flags, fd, offset), bytes, flags);
}

MC_HOOK void *MC_NAME(mmap64)(void *address, size_t bytes, int protection, int flags, int fd,
			      off64_t offset)
{
	return mapped(mc_mmap(address, bytes, protection, flags, fd, offset), bytes, flags);
}

MC_HOOK int MC_NAME(munmap)(void *address, size_t bytes)
{
	struct mc_area *area = area_if_wanted();
	int result, error;

	if (!area || !mc_charge_begin(area))
		return mc_munmap(address, bytes);
	/* Before another thread is given the same addresses. */
	gone(area, (uintptr_t)address, bytes);
	result = mc_munmap(address, bytes);
	error = errno;
	mc_busy_end(area);
	errno = error;
	return result;
}

MC_HOOK void *MC_NAME(mremap)(void *address, size_t old_bytes, size_t bytes, int flags, ...)
{
	struct mc_area *area = area_if_wanted();
	void *fixed = NULL, *at;
	va_list list;
	int error;

	va_start(list, flags);
	if (flags & MREMAP_FIXED)
		fixed = va_arg(list, void *);
	va_end(list);
	at = (void *)syscall(SYS_mremap, address, old_bytes, bytes, flags, fixed);
	error = errno;
	if (area && at != MAP_FAILED && mc_charge_begin(area)) {
		if (flags & MREMAP_FIXED)
			gone(area, (uintptr_t)at, bytes);
		if (gone(area, (uintptr_t)address, old_bytes))
			come(area, (uintptr_t)at, bytes);
		mc_busy_end(area);
	}
	errno = error;
	return at;
}

static void broken(uintptr_t before, uintptr_t after)
{
	struct mc_area *area = area_if_wanted();

	if (!area || before == after || !mc_charge_begin(area))
		return;
	if (after > before)
		come(area, before, after - before);
	else
		gone(area, after, before - after);
	mc_busy_end(area);
}

MC_HOOK int MC_NAME(brk)(void *end)
{
	uintptr_t before = (uintptr_t)MC_REAL(sbrk)(0);
	int result = MC_REAL(brk)(end);

	if (result == 0)
		broken(before, (uintptr_t)end);
	return result;
}

MC_HOOK void *MC_NAME(sbrk)(intptr_t increment)
{
	void *before = MC_REAL(sbrk)(increment);

	if (increment && before != (void *)-1)
		broken((uintptr_t)before, (uintptr_t)before + (uintptr_t)increment);
	return before;
}
