/* thread.c - areas: what belongs to one thread, where it lies, and how a thread comes by it.
 *
 * An area is a block of our own (struct mc_area) plus extents of the file: the thread's figures,
 * its copies of the modules' data, its slots, its shadow stack. Areas are never given back; that of
 * an ended thread is handed to a later one, which goes on adding to it, so a program that makes
 * threads by the hundred thousand has as many areas as ever ran at once (and some).
 *
 * A thread attaches before its start routine runs (threads.c) or, if it was made behind our back,
 * at its first event.
 */
#include "internal.h"
#include "copy.h"

/* Where records go before a thread is attached: nothing is kept of them. */
#define SCRATCH_RECORDS 131072
static uintptr_t scratch[SCRATCH_RECORDS] = {MEMCC_POINT_OPENED};

/* In the section that is copied; with no displacement yet, this one is used. */
__attribute__((section(MEMCC_DATA_SECTION), used, aligned(64)))
MC_EXPORT struct memcc_thread __memcc_thread = {scratch, NULL};

MC_TLS struct mc_area *mc_self;
MC_TLS MC_EXPORT struct memcc_thread *__memcc_self = &__memcc_thread;
static MC_TLS bool attaching;

struct mc_area **mc_areas;
uint32_t mc_area_count;

#define REUSE_FROM 64      /* areas, before those of ended threads are handed on */
#define FIRST_RECORDS 4096 /* in the file from the start */
#define FIRST_FRAMES 256
#define SLOT_CHUNK 128 /* slots in the file from the start */
#define SLOT_ROOM (1u << 20)
#define STATE_FREE 0
#define STATE_USED 1
#define STATE_ENDED 2

_Static_assert(SLOT_CHUNK * sizeof(struct memprof_slot) % MEMPROF_PAGE == 0, "whole pages");
_Static_assert(offsetof(struct memcc_function, entered) == MEMCC_FUNCTION_ENTERED_OFFSET, "abi");

static void *reserve(size_t bytes, int protection)
{
	void *at =
		mmap(NULL, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

/* ---- the shadow stack ---- */

/* An activation takes at least 16 bytes of the real stack, which so bounds the records. */
static size_t records_wanted(void)
{
	struct rlimit limit;
	size_t stack = (size_t)8 << 20;

	if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur > stack)
		stack = limit.rlim_cur == RLIM_INFINITY ? (size_t)256 << 20 : limit.rlim_cur;
	if (stack > (size_t)1 << 30)
		stack = (size_t)1 << 30;
	return stack / 16;
}

bool mc_thread_stack(struct mc_stack *stack, uint32_t index, size_t count)
{
	size_t bytes = mc_round_page(count * sizeof(uintptr_t));
	char *records = reserve(bytes + MC_PAGE, PROT_READ | PROT_WRITE);

	count = bytes / sizeof(uintptr_t);
	if (!records)
		return false;
	mprotect(records + bytes, MC_PAGE, PROT_NONE);
	*stack = (struct mc_stack){
		.records = (uintptr_t *)(void *)records,
		.open = (uintptr_t *)(void *)records,
		.record_count = count,
		.records_limit = (uintptr_t *)(void *)(records + bytes),
		.frames = reserve(count * sizeof(struct memprof_frame), PROT_NONE),
		.frame_count = count,
	};
	if (!stack->frames ||
	    !mc_file_map(MEMPROF_RECORDS, index, 0, FIRST_RECORDS * sizeof(uintptr_t),
			 stack->records) ||
	    !mc_file_map(MEMPROF_FRAMES, index, 0, FIRST_FRAMES * sizeof(struct memprof_frame),
			 stack->frames)) {
		munmap(records, bytes + MC_PAGE);
		return false;
	}
	stack->record_mapped = FIRST_RECORDS;
	stack->frame_mapped = FIRST_FRAMES;
	stack->records[0] = MEMCC_POINT_OPENED;
	return true;
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
	mc_lock();
	at = mc_file_map(MEMPROF_FRAMES, area->index, 0, more * sizeof(struct memprof_frame), at);
	if (at) {
		mc_file_publish(at);
		stack->frame_mapped += more;
	}
	mc_unlock();
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
	mc_lock();
	if (mc_file_map(MEMPROF_RECORDS, area->index, 0, bytes, from)) {
		memcpy(from, kept, (count - stack->record_mapped) * sizeof(uintptr_t));
		mc_file_publish(from);
	}
	stack->record_mapped += more;
	mc_unlock();
	munmap(kept, bytes);
}

/* ---- slots ---- */

static bool slots_make(struct mc_area *area)
{
	area->slot_room = SLOT_ROOM;
	area->slots = reserve(area->slot_room * sizeof(struct memprof_slot), PROT_NONE);
	area->kids = reserve(area->slot_room * sizeof(struct mc_kids), PROT_READ | PROT_WRITE);
	if (!area->slots || !area->kids)
		return false;
	if (!mc_file_map(MEMPROF_SLOTS, area->index, 0, SLOT_CHUNK * sizeof(struct memprof_slot),
			 area->slots))
		return false;
	area->slot_mapped = SLOT_CHUNK;
	return true;
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
	mc_lock();
	at = mc_file_map(MEMPROF_SLOTS, area->index, 0, more * sizeof(struct memprof_slot),
			 area->slots + area->slot_mapped);
	if (at) {
		mc_file_publish(at);
		area->slot_mapped += more;
	}
	mc_unlock();
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
	mc_lock();
	delta = copy_make(area, module);
	if (delta)
		mc_file_publish((void *)(((uintptr_t)module->data & ~(uintptr_t)(MC_PAGE - 1)) +
					 (uintptr_t)delta));
	mc_unlock();
	errno = error;
	return delta;
}

/* ---- areas ---- */

static void thread_name(struct mc_area *area)
{
	char name[17] = "";

	prctl(PR_GET_NAME, name);
	memcpy(area->thread->name, name, sizeof(area->thread->name));
	area->thread->name[sizeof(area->thread->name) - 1] = 0;
}

/* What lies where, for the reader; and an empty stack. The pages are fresh. */
void mc_thread_describe(struct mc_area *area)
{
	struct memprof_thread *thread = area->thread;

	area->stack.records[0] = MEMCC_POINT_OPENED;
	area->stack.open = area->stack.records;
	area->slots[0].site = MEMPROF_SITE_OUTSIDE;
	area->slots[0].runtime[MC_SLOT_SITE] = MC_SITE_OUTSIDE;
	area->slot_count = 1;
	area->home_data = mc_home->data + area->delta[mc_home->place];
	area->home_site = mc_home->site_base;
	area->home_words = mc_home->words;
	area->plain_not = mc_options.metric > MEMPROF_METRIC_HEAP_MAP || !mc_next.chunks;
	area->block = (struct memcc_thread *)((uintptr_t)&__memcc_thread +
					      (uintptr_t)area->delta[mc_home->place]);
	area->stack.frames[0].slot = (uintptr_t)area->slots;
	area->stack.frames[0].reserved = (uintptr_t)area->kids;
	area->block->top = area->stack.records;
	thread->index = area->index;
	thread->block = (uintptr_t)area->block;
	thread->records = (uintptr_t)area->stack.records;
	thread->frames = (uintptr_t)area->stack.frames;
	thread->slots = (uintptr_t)area->slots;
	thread->open = (uintptr_t)area->stack.records;
}

static bool area_fill(struct mc_area *area)
{
	struct memprof_thread *thread;

	area->thread = thread = mc_file_map(MEMPROF_THREAD, area->index, 0, sizeof(*thread), NULL);
	if (!thread || !mc_thread_stack(&area->stack, area->index, records_wanted()) ||
	    !slots_make(area) || !copy_make(area, mc_home))
		return false;
	mc_thread_describe(area);
	mc_file_publish(thread);
	mc_file_publish(area->stack.records);
	mc_file_publish(area->stack.frames);
	mc_file_publish(area->slots);
	mc_file_publish((void *)((uintptr_t)area->home_data & ~(uintptr_t)(MC_PAGE - 1)));
	return true;
}

static struct mc_area *area_new(void)
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
	if (!area_fill(area))
		return NULL;
	mc_areas[mc_area_count] = area;
	__atomic_store_n(&mc_area_count, mc_area_count + 1, __ATOMIC_RELEASE);
	return area;
}

/* The area of a thread that is gone for good: it said so, and the kernel says so. */
static struct mc_area *area_of_ended(void)
{
	static uint32_t rotate;

	for (uint32_t tries = 0; tries < 64 && mc_area_count >= REUSE_FROM; tries++) {
		struct mc_area *area = mc_areas[rotate++ % mc_area_count];

		if (area->thread->state == STATE_ENDED &&
		    syscall(SYS_tgkill, getpid(), area->thread->tid, 0) != 0 && errno == ESRCH)
			return area;
	}
	return NULL;
}

/* What was counted before the first thread was attached stays counted; and so do activations
 * that are open already. */
static void carry_over(struct mc_area *area)
{
	struct memcc_thread *fresh = area->block;
	uintptr_t *top = fresh->top;
	size_t open = (size_t)(__memcc_thread.top - scratch);

	for (uint32_t i = 0; i < mc_module_limit; i++) {
		struct mc_module *module = &mc_modules[i];
		ptrdiff_t delta = module->source ? mc_thread_delta(area, module) : 0;

		if (delta)
			memcpy(module->data + delta, module->data, module->data_size);
	}
	if (open >= area->stack.record_count)
		open = 0;
	memcpy(top + 1, scratch + 1, open * sizeof(*top));
	fresh->top = top + open;
}

void mc_thread_bind(struct mc_area *area)
{
	area->thread->tid = (uint32_t)gettid();
	area->thread->threads++;
	thread_name(area);
	area->thread->state = STATE_USED;
	for (uint32_t i = 0; i < mc_module_limit; i++)
		if (mc_modules[i].source && area->delta_id[i] == mc_modules[i].id)
			*mc_modules[i].source->delta() = area->delta[i];
	mc_self = area;
	__memcc_self = area->block;
	mc_copy_base(area->delta[mc_home->place]);
}

MC_COLD struct mc_area *mc_thread_attach(void)
{
	static int said;
	int error = errno;
	struct mc_area *area;
	bool first;

	if (mc_state != MC_RUNNING || attaching)
		return NULL;
	attaching = true;
	mc_lock();
	first = mc_area_count == 0;
	area = area_of_ended();
	if (!area)
		area = area_new();
	mc_unlock();
	if (area) {
		if (first)
			carry_over(area);
		mc_threads_watch_end();
		mc_thread_bind(area);
	} else {
		mc_header->lost_areas++;
		mc_diag_once(&said, "warning: no memory to profile a further thread",
			     "; its figures are lost", NULL);
	}
	attaching = false;
	errno = error;
	return area;
}

/* The thread ends: what it left open is abandoned. Its area stays usable for what still follows
 * (destructors of thread-local data), until the kernel says that the thread is gone. */
void mc_thread_end(struct mc_area *area)
{
	if (area->busy)
		mc_stack_repair(area);
	area->busy = 1;
	mc_stack_unwind(area, area->stack.records);
	area->thread->state = STATE_ENDED;
	area->busy = 0;
}

MC_EXPORT void __memcc_attach(struct memcc_function *function)
{
	struct mc_area *area = mc_self ? mc_self : mc_thread_attach();
	struct mc_module *module = mc_module_of((uintptr_t)function->points);

	if (area && module)
		*module->source->delta() = mc_thread_delta(area, module);
}

/* ---- memory of the process ---- */

MC_COLD int64_t mc_thread_process_live_slow(struct mc_area *area)
{
	int64_t sum = mc_header->inherited;

	if (MC_UNLIKELY(mc_options.metric >= MEMPROF_METRIC_RSS))
		return area->thread->live; /* the kernel's word for the whole process */
	/* Other threads' figures lie in lines that they write all the time: with many, look less
	 * often. */
	if (mc_area_count <= 8 || area->others_age-- == 0) {
		area->others = 0;
		area->others_age = 32;
		for (uint32_t i = 0; i < mc_area_count; i++)
			if (mc_areas[i] != area)
				area->others += mc_areas[i]->thread->live;
	}
	return sum + area->others + area->thread->live;
}
