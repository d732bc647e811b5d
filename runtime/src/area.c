/* area.c - areas: what belongs to one thread, and where it lies.
 *
 * An area is a block of our own (struct mc_area) plus extents of the file: the thread's figures,
 * its copies of the modules' data, its slots, its shadow stack. Each part has room for all that may
 * come, as addresses without memory behind; pages of the file are mapped there as they are needed.
 * Areas are never given back; that of an ended thread is handed to a later one, which goes on
 * adding to it, so a program that makes threads by the hundred thousand has as many areas as ever
 * ran at once (and some).
 */
#include "internal.h"

struct mc_area **mc_areas;
uint32_t mc_area_count, mc_area_changes;

#define REUSE_FROM 64 /* areas, before those of ended threads are handed on */
/* In the file from the start; whole pages of the kernel's. */
#define FIRST_RECORDS (mc_round_page(32768) / sizeof(uintptr_t))
#define FIRST_FRAMES (mc_round_page(8192) / sizeof(struct memprof_frame))
#define FIRST_SLOTS (uint32_t)(mc_round_page(16384) / sizeof(struct memprof_slot))

/* Room for slots, tried one after the other where addresses are scarce (ulimit -v). */
static const uint32_t slot_rooms[] = {MC_SLOT_ROOM, 1u << 17, 1u << 14, 1u << 11};
#define ROOMS (sizeof(slot_rooms) / sizeof(slot_rooms[0]))

_Static_assert(offsetof(struct memcc_function, entered) == MEMCC_FUNCTION_ENTERED_OFFSET, "abi");

/* The lock, to map something for `area` where its other parts lie. */
static void lock_for(const struct mc_area *area)
{
	mc_lock();
	mc_file_memory_only(area->unfiled);
}

static void unlock_for(void)
{
	mc_file_memory_only(false);
	mc_unlock();
}

static void *reserve(size_t bytes, int protection)
{
	void *at =
		mmap(NULL, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

/* ---- the shadow stack ---- */

/* An activation takes at least 16 bytes of the real stack, which so bounds the records. */
static size_t records_in(size_t stack)
{
	if (stack > (size_t)1 << 30)
		stack = (size_t)1 << 30;
	if (stack < FIRST_RECORDS * 16)
		stack = FIRST_RECORDS * 16;
	return mc_round_page(stack / 16 * sizeof(uintptr_t)) / sizeof(uintptr_t);
}

static size_t records_for(size_t stack)
{
	struct rlimit limit;

	if (stack == 0) {
		stack = (size_t)8 << 20;
		if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur > stack)
			stack = limit.rlim_cur == RLIM_INFINITY ? (size_t)256 << 20
								: limit.rlim_cur;
	}
	return records_in(stack);
}

/* Bytes of addresses that the process may have; RLIM_INFINITY: as many as it likes. */
static rlim_t address_limit(void)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_AS, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

/* What the main thread's stack may grow to, if the program raises its limit. */
static size_t records_at_most(size_t records)
{
	struct rlimit limit;
	size_t most = records;

	if (address_limit() == RLIM_INFINITY && getrlimit(RLIMIT_STACK, &limit) == 0)
		most = records_in(limit.rlim_max);
	return most > records ? most : records;
}

/* Addresses for `most` records, of which `records` may be used, and for as many frames, or `frames`
 * if that is less. */
static bool stack_reserve(struct mc_stack *stack, size_t records, size_t most, size_t frames)
{
	char *at = reserve(most * sizeof(uintptr_t) + MC_PAGE, PROT_NONE);

	if (!at)
		return false;
	if (frames > most)
		frames = most;
	*stack = (struct mc_stack){
		.records = (uintptr_t *)(void *)at,
		.open = (uintptr_t *)(void *)at,
		.record_count = records,
		.record_room = most,
		.frames = reserve(frames * sizeof(struct memprof_frame), PROT_NONE),
		.frame_count = frames,
	};
	return mprotect(at, records * sizeof(uintptr_t), PROT_READ | PROT_WRITE) == 0 &&
	       stack->frames != NULL;
}

/* The program has raised the limit of its stack: the main thread's may now grow further. */
void mc_area_raise_stack(void)
{
	int error = errno;
	size_t records = records_for(0);

	mc_lock();
	for (uint32_t i = 0; i < mc_area_count; i++) {
		struct mc_stack *stack = &mc_areas[i]->stack;
		size_t more = records < stack->record_room ? records : stack->record_room;

		if (more > stack->record_count && stack->record_room > stack->record_count &&
		    mprotect(stack->records + stack->record_count,
			     (more - stack->record_count) * sizeof(uintptr_t),
			     PROT_READ | PROT_WRITE) == 0)
			stack->record_count = more;
	}
	mc_unlock();
	errno = error;
}

static void stack_release(struct mc_stack *stack)
{
	if (stack->records)
		munmap(stack->records, stack->record_room * sizeof(uintptr_t) + MC_PAGE);
	if (stack->frames)
		munmap(stack->frames, stack->frame_count * sizeof(struct memprof_frame));
	*stack = (struct mc_stack){0};
}

/* The first pages behind the addresses. */
static bool stack_map(struct mc_stack *stack, uint32_t index)
{
	size_t records = FIRST_RECORDS * sizeof(uintptr_t);
	size_t frames = FIRST_FRAMES * sizeof(struct memprof_frame);

	stack->record_mapped = FIRST_RECORDS;
	stack->frame_mapped = FIRST_FRAMES;
	return mc_file_map(MEMPROF_RECORDS, index, 0, records, stack->records) &&
	       mc_file_map(MEMPROF_FRAMES, index, 0, frames, stack->frames);
}

bool mc_thread_grow_frames(struct mc_area *area, size_t count)
{
	struct mc_stack *stack = &area->stack;
	size_t more = stack->frame_mapped;
	void *at = stack->frames + stack->frame_mapped;

	while (stack->frame_mapped + more < count)
		more *= 2;
	if (more > stack->frame_count - stack->frame_mapped)
		more = stack->frame_count - stack->frame_mapped;
	if (stack->frame_mapped + more < count)
		return false;
	lock_for(area);
	at = mc_file_map(MEMPROF_FRAMES, area->index, 0, more * sizeof(struct memprof_frame), at);
	if (at) {
		mc_file_publish(at);
		stack->frame_mapped += more;
	}
	unlock_for();
	return at != NULL;
}

/* Records beyond the file's part are in memory already; they move into the file. */
void mc_thread_grow_records(struct mc_area *area, size_t count)
{
	struct mc_stack *stack = &area->stack;
	size_t more = stack->record_mapped, bytes;
	uintptr_t *from = stack->records + stack->record_mapped;
	void *kept;

	while (stack->record_mapped + more < count)
		more *= 2;
	if (more > stack->record_count - stack->record_mapped)
		more = stack->record_count - stack->record_mapped;
	bytes = more * sizeof(uintptr_t);
	kept = reserve(bytes, PROT_READ | PROT_WRITE);
	if (!kept || !more)
		return;
	memcpy(kept, from, (count - stack->record_mapped) * sizeof(uintptr_t));
	lock_for(area);
	if (mc_file_map(MEMPROF_RECORDS, area->index, 0, bytes, from)) {
		memcpy(from, kept, (count - stack->record_mapped) * sizeof(uintptr_t));
		mc_file_publish(from);
	}
	stack->record_mapped += more;
	unlock_for();
	munmap(kept, bytes);
}

/* ---- slots ---- */

/* Pages of the file behind these slots, and memory behind their kids. */
static void *slots_map(struct mc_area *area, uint32_t first, uint32_t count)
{
	struct memprof_slot *at = &area->slots[first];
	size_t bytes = count * sizeof(*at);

	if (mprotect(mc_kids_of(at), bytes, PROT_READ | PROT_WRITE) != 0)
		return NULL;
	return mc_file_map(MEMPROF_SLOTS, area->index, 0, bytes, at);
}

bool mc_thread_grow_slots(struct mc_area *area)
{
	uint32_t more = area->slot_mapped;
	int error = errno;
	void *at;

	if (more > area->slot_room - area->slot_mapped)
		more = area->slot_room - area->slot_mapped;
	if (!more)
		return false;
	lock_for(area);
	at = slots_map(area, area->slot_mapped, more);
	if (at) {
		mc_file_publish(at);
		area->slot_mapped += more;
	}
	unlock_for();
	errno = error;
	return at != NULL;
}

/* ---- copies of the modules' data ---- */

/* Counters that tell first activations start at -1. */
void mc_thread_zero_counts(struct mc_module *module, ptrdiff_t delta)
{
	for (uint32_t i = 0; i < module->function_count; i++) {
		struct memcc_function *function = module->functions[i].source;

		if (function && function->flags & MEMCC_FUNCTION_ENTRY_COUNTER)
			*(uint64_t *)((uintptr_t)function->counters + (uintptr_t)delta) =
				UINT64_MAX;
	}
}

/* Maps this thread's copy, at the same offset in its pages; returns the displacement, or 0. */
static ptrdiff_t copy_make(struct mc_area *area, struct mc_module *module)
{
	uintptr_t start = (uintptr_t)module->data & ~(uintptr_t)(MC_PAGE - 1);
	char *at = mc_file_map_copy(area->index, module);

	if (!at)
		return 0;
	mc_thread_zero_counts(module, (ptrdiff_t)((uintptr_t)at - start));
	area->delta[module->place] = (ptrdiff_t)((uintptr_t)at - start);
	area->delta_id[module->place] = module->id;
	return area->delta[module->place];
}

ptrdiff_t mc_thread_delta(struct mc_area *area, struct mc_module *module)
{
	int error = errno;
	ptrdiff_t delta;

	if (MC_LIKELY(area->delta_id[module->place] == module->id))
		return area->delta[module->place];
	lock_for(area);
	delta = copy_make(area, module);
	if (delta)
		mc_file_publish((void *)(((uintptr_t)module->data & ~(uintptr_t)(MC_PAGE - 1)) +
					 (uintptr_t)delta));
	unlock_for();
	errno = error;
	return delta;
}

/* What lies where, for the reader; and an empty stack. The pages are fresh. */
void mc_thread_describe(struct mc_area *area)
{
	struct memprof_thread *thread = area->thread;

	area->stack.records[0] = MEMCC_POINT_OPENED;
	area->stack.open = area->stack.records;
	area->stack.inner = area->stack.frames;
	mc_stack_limit(area);
	area->slots[0].site = MEMPROF_SITE_OUTSIDE;
	area->slots[0].runtime = MC_SITE_OUTSIDE;
	area->slot_count = 1;
	area->home_data = mc_home->data + area->delta[mc_home->place];
	area->home_site = mc_home->site_base;
	area->home_words = mc_home->words;
	area->others = mc_options.metric < MEMPROF_METRIC_RSS ? mc_header->inherited : 0;
	area->others_ticks = 0;
	area->peak_check = INT64_MIN; /* mc_stack_peak decides at the first event */
	mc_thread_odd(area);
	area->block = (struct memcc_thread *)((uintptr_t)&__memcc_thread +
					      (uintptr_t)area->delta[mc_home->place]);
	area->stack.frames[0].slot = (uintptr_t)area->slots;
	area->block->top = area->stack.records;
	thread->index = area->index;
	thread->block = (uintptr_t)area->block;
	thread->records = (uintptr_t)area->stack.records;
	thread->frames = (uintptr_t)area->stack.frames;
	thread->slots = (uintptr_t)area->slots;
	thread->open = (uintptr_t)area->stack.records;
}

/* ---- areas ---- */

/* Two pieces of so many bytes, so far apart, below `at`; or null. */
static char *slots_apart(char *at, size_t bytes, size_t distance)
{
	for (int tries = 0; tries < 16; tries++) {
		char *slots = mmap(at - (size_t)tries * distance, bytes, PROT_NONE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		char *kids;

		if (slots == MAP_FAILED)
			return NULL;
		kids = mmap(slots + distance, bytes, PROT_NONE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
		if (kids == slots + distance)
			return slots;
		if (kids != MAP_FAILED) /* an old kernel, which took it for a wish */
			munmap(kids, bytes);
		munmap(slots, bytes);
	}
	return NULL;
}

/* Slots, and for each one its kids at a fixed distance (mc_kids_of): in one piece, or, where
 * addresses are limited, two pieces that far apart with a hole between. */
static bool slots_reserve(struct mc_area *area, uint32_t room)
{
	size_t distance = MC_SLOT_ROOM * sizeof(struct memprof_slot);
	size_t bytes = room * sizeof(struct memprof_slot);
	char *first = reserve(room == MC_SLOT_ROOM ? 2 * bytes : bytes, PROT_NONE), *slots = first;

	if (!first)
		return false;
	if (room != MC_SLOT_ROOM)
		slots = slots_apart(first, bytes, distance);
	if (slots != first)
		munmap(first, bytes);
	area->slots = (struct memprof_slot *)(void *)slots;
	area->slot_room = room;
	return slots != NULL;
}

static void slots_release(struct mc_area *area)
{
	size_t bytes = area->slot_room * sizeof(struct memprof_slot);

	if (!area->slots)
		return;
	munmap(mc_kids_of(area->slots), bytes);
	munmap(area->slots, bytes);
	area->slots = NULL;
}

static bool area_reserve(struct mc_area *area, size_t records, uint32_t room)
{
	size_t most = area->index == 0 ? records_at_most(records) : records;

	return stack_reserve(&area->stack, records, most, room) && slots_reserve(area, room);
}

static void area_release(struct mc_area *area)
{
	slots_release(area);
	stack_release(&area->stack);
}

static bool area_map(struct mc_area *area)
{
	area->slot_mapped = FIRST_SLOTS;
	area->thread = mc_file_map(MEMPROF_THREAD, area->index, 0, sizeof(*area->thread), NULL);
	return area->thread && stack_map(&area->stack, area->index) &&
	       slots_map(area, 0, FIRST_SLOTS) && copy_make(area, mc_home);
}

static bool area_fill(struct mc_area *area, size_t records, uint32_t room)
{
	mc_file_memory_only(area->unfiled);
	if (area_reserve(area, records, room) && area_map(area)) {
		mc_file_memory_only(false);
		return true;
	}
	mc_file_memory_only(false);
	area_release(area);
	return false;
}

/* The largest that takes no more than its share of the addresses: they are the program's. */
static size_t first_room(void)
{
	rlim_t limit = address_limit();
	size_t i = 0;

	while (limit != RLIM_INFINITY && i < ROOMS - 1 &&
	       2 * slot_rooms[i] * sizeof(struct memprof_slot) > limit / 32)
		i++;
	return i;
}

/* In the file if it has room, and then whole, since the reader would miss the rest; else in memory,
 * with what room there is. */
static bool area_fill_somehow(struct mc_area *area, size_t records)
{
	for (int in_memory = 0; in_memory < 2; in_memory++)
		for (size_t i = first_room(); i < ROOMS; i++) {
			area->unfiled = in_memory;
			if (area_fill(area, records, slot_rooms[i])) {
				mc_header->lost_areas += area->unfiled;
				return true;
			}
		}
	return false;
}

static struct mc_area *area_new(size_t records)
{
	struct mc_area *area;

	if (mc_area_count == MC_AREAS_MAX)
		return NULL;
	if (!mc_areas)
		mc_areas = reserve(MC_AREAS_MAX * sizeof(*mc_areas), PROT_READ | PROT_WRITE);
	area = mc_areas ? reserve(mc_round_page(sizeof(*area)), PROT_READ | PROT_WRITE) : NULL;
	if (!area)
		return NULL;
	area->index = mc_area_count;
	if (!area_fill_somehow(area, records)) {
		munmap(area, mc_round_page(sizeof(*area)));
		return NULL;
	}
	mc_thread_describe(area);
	if (!area->unfiled) {
		mc_file_publish(area->thread);
		mc_file_publish(area->stack.records);
		mc_file_publish(area->stack.frames);
		mc_file_publish(area->slots);
		mc_file_publish((void *)((uintptr_t)area->home_data & ~(uintptr_t)(MC_PAGE - 1)));
	}
	mc_areas[mc_area_count] = area;
	__atomic_store_n(&mc_area_count, mc_area_count + 1, __ATOMIC_RELEASE);
	__atomic_fetch_add(&mc_area_changes, 1, __ATOMIC_RELEASE);
	return area;
}

/* Its thread is gone for good: it said so, and the kernel says so. */
static bool is_ended(const struct mc_area *area)
{
	return __atomic_load_n(&area->thread->state, __ATOMIC_ACQUIRE) == MC_AREA_ENDED &&
	       (area->thread->tid == 0 ||
		(syscall(SYS_tgkill, getpid(), area->thread->tid, 0) != 0 && errno == ESRCH));
}

static struct mc_area *area_of_ended(size_t records)
{
	static uint32_t rotate;

	for (uint32_t tries = 0; tries < 64 && mc_area_count >= REUSE_FROM; tries++) {
		struct mc_area *area = mc_areas[rotate++ % mc_area_count];

		if (area->stack.record_count >= records && is_ended(area))
			return area;
	}
	return NULL;
}

struct mc_area *mc_area_take(size_t stack)
{
	size_t records = records_for(stack);
	struct mc_area *area;

	mc_lock();
	area = area_of_ended(records);
	if (!area)
		area = area_new(records);
	if (area)
		area->thread->state = MC_AREA_USED;
	else
		mc_header->lost_areas++;
	mc_unlock();
	return area;
}

void mc_area_give(struct mc_area *area)
{
	area->thread->tid = 0;
	__atomic_store_n(&area->thread->state, MC_AREA_ENDED, __ATOMIC_RELEASE);
}
