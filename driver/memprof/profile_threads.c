/* profile_threads.c - see profile_threads.h. Sums wrap: a damaged file gives odd numbers, no trap.
 */
#include "profile_threads.h"

#include <stdlib.h>
#include <string.h>
#include "abi.h"
#include "common.h"

static int64_t add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static int64_t sub(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a - (uint64_t)b);
}

static int64_t largest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static bool is_event_metric(const struct mp_raw *raw)
{
	return raw->header->metric <= MEMPROF_METRIC_USABLE;
}

/* What is said of each slot in a run: at the end of `count` intervals. */
struct run_end {
	int64_t memory, rise;
	uint64_t count;
};

static int compare_areas(const void *a, const void *b)
{
	uint32_t x = ((const struct mp_area *)a)->thread->index;
	uint32_t y = ((const struct mp_area *)b)->thread->index;
	return x < y ? -1 : x > y;
}

static void find_areas(struct mp_areas *areas, struct mp_raw *raw)
{
	for (size_t i = 0; i < raw->extent_count; i++) {
		struct mp_extent *extent = &raw->extents[i];
		if (extent->kind != MEMPROF_THREAD || extent->bytes < sizeof(struct memprof_thread))
			continue;
		struct mp_area *area = MP_PUSH(areas->areas, areas->count, areas->room);
		area->thread = (void *)extent->payload;
		area->said = area->thread->live;
	}
	if (areas->count == 0)
		return;
	qsort(areas->areas, areas->count, sizeof *areas->areas, compare_areas);
	size_t kept = 1;
	for (size_t i = 1; i < areas->count; i++)
		if (areas->areas[i].thread->index != areas->areas[kept - 1].thread->index)
			areas->areas[kept++] = areas->areas[i];
	areas->count = kept;
}

struct mp_area *mp_areas_find(const struct mp_areas *areas, uint32_t index)
{
	size_t low = 0, high = areas->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t here = areas->areas[middle].thread->index;
		if (here == index)
			return &areas->areas[middle];
		if (here < index)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct memprof_slot *slot_at(struct mp_raw *raw, uint32_t thread, uint64_t address)
{
	return mp_raw_at(raw, address, sizeof(struct memprof_slot), MEMPROF_SLOTS, thread, NULL);
}

static struct memprof_frame *frame_at(struct mp_raw *raw, uint32_t thread, uint64_t address)
{
	return mp_raw_at(raw, address, sizeof(struct memprof_frame), MEMPROF_FRAMES, thread, NULL);
}

/* Where the thread's compiled code keeps its top; null if it has none. */
static struct memcc_thread *block_of(struct mp_raw *raw, const struct memprof_thread *thread)
{
	return mp_raw_at(raw, thread->block, sizeof(struct memcc_thread), MEMPROF_COPY,
			 thread->index, NULL);
}

/* A free that a kill has cut in two: the slot that the block's owner lacks is known. */
static void finish_free(struct mp_areas *areas, struct mp_raw *raw, struct mp_area *area)
{
	if (area->thread->freeing == 0 || (area->cut_frees == 0 && area->cut_freed == 0))
		return;
	struct memprof_slot *owner = slot_at(raw, area->thread->index, area->thread->freeing);
	areas->bad_links += !owner;
	if (!owner)
		return;
	owner->freed_count_own += area->cut_frees;
	owner->freed_own += area->cut_freed;
}

/* A walk over the slots in use of all threads. All zero: before the first. */
struct walk {
	size_t extent, index;
	struct mp_area *area; /* whose slot was found last */
};

static struct memprof_slot *next_slot(const struct mp_areas *areas, struct mp_raw *raw,
				      struct walk *walk)
{
	for (; walk->extent < raw->extent_count; walk->extent++, walk->index = 0) {
		const struct mp_extent *extent = &raw->extents[walk->extent];
		struct memprof_slot *slots = (void *)extent->payload;
		if (extent->kind != MEMPROF_SLOTS)
			continue;
		if (walk->index == 0)
			walk->area = mp_areas_find(areas, extent->thread);
		while (walk->area && walk->index < extent->bytes / sizeof *slots)
			if (slots[walk->index++].site != 0)
				return &slots[walk->index - 1];
	}
	return NULL;
}

static void sum_slots(struct mp_areas *areas, struct mp_raw *raw)
{
	struct memprof_slot *slot;
	for (struct walk walk = {0}; (slot = next_slot(areas, raw, &walk));) {
		struct mp_area *area = walk.area;
		area->live = add(area->live, (int64_t)(slot->allocated - slot->freed));
		area->cut_frees += slot->frees - slot->freed_count_own;
		area->cut_freed += slot->freed - slot->freed_own;
	}
}

static struct memprof_slot *slot_above(struct mp_raw *raw, const struct memprof_thread *thread,
				       const struct memprof_slot *slot)
{
	return slot_at(raw, thread->index,
		       thread->slots + MEMPROF_ABOVE(slot->above) * sizeof *slot);
}

/* Ways from slots outwards that are longer than in any real run are not gone. */
#define MOST_STEPS (UINT64_C(1) << 28)

/* Closes intervals of the slot and of as many further out as are in the run. */
static void close_run(struct mp_areas *areas, struct mp_raw *raw,
		      const struct memprof_thread *thread, struct memprof_slot *slot,
		      uint64_t records, const struct run_end *end)
{
	for (; records > 0; records--) {
		if (!slot || ++areas->steps > MOST_STEPS) {
			areas->bad_links++;
			return;
		}
		if (slot->site != MEMPROF_SITE_OUTSIDE) {
			slot->peak = largest(slot->peak, end->rise);
			slot->mem_max =
				slot->intervals ? largest(slot->mem_max, end->memory) : end->memory;
			slot->intervals += end->count;
		}
		slot = records > 1 ? slot_above(raw, thread, slot) : NULL;
	}
}

/* What each thread's runs have left with their innermost slots. */
static void spread_runs(struct mp_areas *areas, struct mp_raw *raw)
{
	struct memprof_slot *slot;
	for (struct walk walk = {0}; (slot = next_slot(areas, raw, &walk));) {
		struct run_end end = {slot->run_mem_max, slot->run_peak, slot->runs / MEMPROF_RUN};
		if (!MEMPROF_UP_IS_CONTEXT(slot->up) || slot->runs < MEMPROF_RUN)
			continue;
		close_run(areas, raw, walk.area->thread, slot, slot->runs % MEMPROF_RUN, &end);
		slot->runs = 0;
		slot->run_mem_max = slot->run_peak = 0;
	}
}

/* How many frames are in use, and how many of the last one's records have ended. False if they do
 * not cover what is open. */
static bool find_frames(struct mp_raw *raw, const struct memprof_thread *thread, uint64_t open,
			uint64_t *count, uint64_t *ended)
{
	uint64_t records = 0;
	for (*count = 0; records < open;) {
		const struct memprof_frame *frame =
			frame_at(raw, thread->index, thread->frames + ++*count * sizeof *frame);
		if (!frame || frame->records == 0 || frame->records >= MEMPROF_RUN) {
			--*count;
			return false;
		}
		records += frame->records;
	}
	*ended = records - open;
	return true;
}

/* Intervals that were open, innermost first: closed as the runtime would, now. */
static void close_frames(struct mp_areas *areas, struct mp_raw *raw, const struct mp_area *area)
{
	const struct memprof_thread *thread = area->thread;
	uint64_t changed = thread->open & 1, open = (thread->open - thread->records) / 8;
	uint64_t frames, ended = 0;
	int64_t high = INT64_MIN;
	if (thread->open <= thread->records)
		return;
	if ((thread->open - changed - thread->records) % 8 ||
	    open > raw->size / 8 - areas->walked) {
		areas->bad_stacks++;
		return;
	}
	areas->walked += open;
	areas->bad_links += !find_frames(raw, thread, open, &frames, &ended);
	if (changed)
		ended = 0;
	for (uint64_t i = frames; i > 0; i--, ended = changed = 0) {
		const struct memprof_frame *frame =
			frame_at(raw, thread->index, thread->frames + i * sizeof *frame);
		const struct memprof_frame *head = frame_at(
			raw, thread->index, thread->frames + (i + changed) * sizeof *frame);
		struct memprof_slot *slot =
			frame && head ? slot_at(raw, thread->index, head->slot) : NULL;
		if (!slot || head->records <= ended || head->records >= MEMPROF_RUN) {
			areas->bad_links++;
			continue;
		}
		high = largest(high, largest(frame->high, area->live));
		struct run_end end = {areas->process_live, sub(high, frame->base), 1};
		for (uint64_t k = 0; slot && k < ended; k++)
			slot = slot_above(raw, thread, slot);
		close_run(areas, raw, thread, slot, head->records - ended, &end);
	}
}

/* What a thread counts directly and was open (profile.h, inclusive). */
static void close_direct(struct mp_areas *areas, struct mp_raw *raw)
{
	struct memprof_slot *slot;
	for (struct walk walk = {0}; (slot = next_slot(areas, raw, &walk));) {
		const struct memprof_thread *thread = walk.area->thread;
		const struct memprof_slot *outside;
		int64_t now = walk.area->live;
		if (MEMPROF_UP_IS_CONTEXT(slot->up) || !(slot->inclusive & 1))
			continue;
		outside = slot_at(raw, thread->index, thread->slots);
		if (outside)
			now = sub(now, add((int64_t)(outside->allocated - outside->freed),
					   outside->observed));
		slot->inclusive = (int64_t)((uint64_t)add(slot->inclusive >> 1, now) << 1);
	}
}

/* The abandonment count that a record stands for. Records hold the static address of the point's
 * word (or, from other code, that in the thread's copy) and the variant. */
static uint32_t *abandoned_at(const struct mp_raw *raw, const struct mp_modules *modules,
			      uint32_t thread, uint64_t record)
{
	uint64_t address = MEMCC_POINT_ADDRESS(record);
	/* In halves of a word: private, variant 0, 1, 2, ... */
	size_t half = 1 + (size_t)MEMCC_POINT_VARIANT(record);
	size_t words = half / 2 + 1;
	uint32_t *point = mp_raw_at(raw, address, words * 8, MEMPROF_COPY, thread, NULL);
	if (point)
		return point + half;
	const struct mp_module *module = mp_modules_at(modules, address);
	const struct mp_copy *copy = module ? mp_module_copy(module, thread) : NULL;
	if (!copy)
		return NULL;
	uint64_t word = (address - module->head->data_start) / 8;
	if ((address - module->head->data_start) % 8 || word >= copy->word_count ||
	    words > copy->word_count - word)
		return NULL;
	return (uint32_t *)&copy->words[word] + half;
}

static bool stack_top(struct mp_raw *raw, const struct memprof_thread *thread, uint64_t *top)
{
	const struct memcc_thread *block = block_of(raw, thread);
	*top = block ? (uint64_t)(uintptr_t)block->top : 0;
	if (*top == 0) {
		*top = thread->records;
		return true;
	}
	return *top >= thread->records && (*top - thread->records) % 8 == 0;
}

/* Whatever was open is abandoned. A record without memory in the file is passed over. */
static void abandon_records(struct mp_areas *areas, struct mp_raw *raw,
			    const struct mp_modules *modules, struct mp_area *area)
{
	const struct memprof_thread *thread = area->thread;
	uint64_t top;
	if (!stack_top(raw, thread, &top)) {
		areas->bad_stacks++;
		return;
	}
	/* All stacks together hold no more records than the file has words. */
	uint64_t last = (top - thread->records) / 8;
	if (last > raw->size / 8 - areas->walked) {
		areas->bad_stacks++;
		return;
	}
	areas->walked += last;
	for (uint64_t i = last; i > 0; i--) {
		const uint64_t *record = mp_raw_at(raw, thread->records + i * 8, 8, MEMPROF_RECORDS,
						   thread->index, NULL);
		/* The last one may have been pushed, but not yet announced. */
		if (!record || (i == last && !*record))
			continue;
		uint32_t *abandoned = abandoned_at(raw, modules, thread->index, *record);
		if (abandoned)
			++*abandoned;
		else
			areas->lost_points++;
		area->open++;
	}
	areas->open += area->open;
}

void mp_areas_settle(struct mp_areas *areas, struct mp_raw *raw, const struct mp_modules *modules)
{
	*areas = (struct mp_areas){0};
	find_areas(areas, raw);
	sum_slots(areas, raw);
	for (size_t i = 0; i < areas->count; i++)
		finish_free(areas, raw, &areas->areas[i]);
	areas->process_live = raw->header->inherited;
	for (size_t i = 0; i < areas->count; i++) {
		struct mp_area *area = &areas->areas[i];
		if (!is_event_metric(raw))
			area->live = area->said;
		areas->process_live = add(areas->process_live, area->live);
	}
	close_direct(areas, raw);
	spread_runs(areas, raw);
	for (size_t i = 0; i < areas->count; i++) {
		close_frames(areas, raw, &areas->areas[i]);
		abandon_records(areas, raw, modules, &areas->areas[i]);
	}
}

void mp_areas_free(struct mp_areas *areas)
{
	free(areas->areas);
	*areas = (struct mp_areas){0};
}
