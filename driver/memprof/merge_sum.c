/* merge_sum.c - contexts and process figures of several profiles, added up; see merge.h. */
#include <stdlib.h>
#include <string.h>
#include "merge.h"
#include "profile_model.h"

char *mp_merge_open(struct mp_merge *merge, char **paths, size_t count)
{
	*merge = (struct mp_merge){.inputs = mp_zalloc(count, sizeof *merge->inputs)};
	for (size_t i = 0; i < count; i++) {
		struct mp_input *input = &merge->inputs[i];
		input->path = paths[i];
		char *error = mp_raw_open(&input->raw, paths[i]);
		if (error)
			return error;
		merge->input_count++;
		mp_modules_find(&input->modules, &input->raw);
		mp_areas_settle(&input->areas, &input->raw, &input->modules);
		const struct memprof_header *first = merge->inputs[0].raw.header;
		if (input->raw.header->metric != first->metric)
			return mp_format(
				"%s: its metric is %s, that of %s is %s", paths[i],
				mp_metric_name((enum memprof_metric)input->raw.header->metric),
				paths[0], mp_metric_name((enum memprof_metric)first->metric));
	}
	return NULL;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static size_t *slot_entry(struct mp_merge *merge, uint64_t up, uint64_t site)
{
	size_t mask = merge->slot_table_size - 1;
	uint64_t hash = (site * 0x9e3779b97f4a7c15u) ^ (up * 0xc2b2ae3d27d4eb4fu);
	for (size_t i = (hash ^ hash >> 32) & mask;; i = (i + 1) & mask) {
		size_t found = merge->slot_table[i];
		if (!found ||
		    (merge->slots[found - 1].up == up && merge->slots[found - 1].site == site))
			return &merge->slot_table[i];
	}
}

static void grow_table(struct mp_merge *merge)
{
	free(merge->slot_table);
	merge->slot_table_size = merge->slot_table_size ? merge->slot_table_size * 2 : 1024;
	merge->slot_table = mp_zalloc(merge->slot_table_size, sizeof *merge->slot_table);
	for (size_t i = 0; i < merge->slot_count; i++)
		*slot_entry(merge, merge->slots[i].up, merge->slots[i].site) = i + 1;
}

/* Index + 1 of the result's slot for a site within `up`. */
static size_t merged_slot(struct mp_merge *merge, uint64_t up, uint64_t site)
{
	if (merge->slot_count * 2 >= merge->slot_table_size)
		grow_table(merge);
	size_t *entry = slot_entry(merge, up, site);
	if (!*entry) {
		struct memprof_slot *slot =
			MP_PUSH(merge->slots, merge->slot_count, merge->slot_room);
		slot->site = site;
		slot->up = up;
		*entry = merge->slot_count;
	}
	return *entry;
}

static int64_t largest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void add_slot(struct memprof_slot *sum, const struct memprof_slot *slot)
{
	if (slot->intervals)
		sum->mem_max =
			sum->intervals ? largest(sum->mem_max, slot->mem_max) : slot->mem_max;
	sum->allocs += slot->allocs;
	sum->allocated += slot->allocated;
	sum->frees += slot->frees;
	sum->freed += slot->freed;
	sum->freed_count_own += slot->freed_count_own;
	sum->freed_own += slot->freed_own;
	sum->observed = (int64_t)((uint64_t)sum->observed + (uint64_t)slot->observed);
	sum->peak = largest(sum->peak, slot->peak);
	sum->intervals += slot->intervals;
	sum->inclusive = (int64_t)((uint64_t)sum->inclusive + (uint64_t)slot->inclusive);
}

/* Module ids of the result are its indices + 1. */
static uint64_t merged_site(const struct mp_input *input, uint64_t site)
{
	if (site == MEMPROF_SITE_OUTSIDE)
		return site;
	for (size_t i = 0; i < input->modules.count; i++)
		if (input->modules.modules[i].head->id == site >> 32)
			return (uint64_t)(input->merged_module[i] + 1) << 32 | (uint32_t)site;
	return MEMPROF_SITE_OUTSIDE;
}

struct known_slot { /* where a slot of the input went */
	uint64_t address;
	uint32_t thread;
	size_t merged;
	const struct memprof_slot *slot;
};

static int compare_known(const void *a, const void *b)
{
	const struct known_slot *x = a, *y = b;
	if (x->thread != y->thread)
		return x->thread < y->thread ? -1 : 1;
	return x->address < y->address ? -1 : x->address > y->address;
}

static void add_input_slots(struct mp_merge *merge, const struct mp_input *input)
{
	struct known_slot *known = NULL;
	size_t count = 0, room = 0;
	for (size_t i = 0; i < input->raw.extent_count; i++) {
		const struct mp_extent *extent = &input->raw.extents[i];
		const struct memprof_slot *slots = (const void *)extent->payload;
		size_t n = extent->kind == MEMPROF_SLOTS ? extent->bytes / sizeof *slots : 0;
		for (size_t k = 0; k < n; k++)
			if (slots[k].site)
				*MP_PUSH(known, count, room) =
					(struct known_slot){extent->address + k * sizeof *slots,
							    extent->thread, 0, &slots[k]};
	}
	if (count)
		qsort(known, count, sizeof *known, compare_known);
	for (size_t i = 0; i < count; i++) {
		const struct known_slot key = {.address = known[i].slot->up,
					       .thread = known[i].thread};
		const struct known_slot *up =
			MEMPROF_UP_IS_SLOT(key.address)
				? bsearch(&key, known, count, sizeof key, compare_known)
				: NULL;
		uint64_t above = up && up < &known[i] ? up->merged : 0;
		if (!MEMPROF_UP_IS_CONTEXT(key.address))
			above = MP_MERGED_MARK - key.address;
		known[i].merged =
			merged_slot(merge, above, merged_site(input, known[i].slot->site));
		add_slot(&merge->slots[known[i].merged - 1], known[i].slot);
	}
	free(known);
}

void mp_merge_slots(struct mp_merge *merge)
{
	merged_slot(merge, 0, MEMPROF_SITE_OUTSIDE); /* slot 0 is the outside */
	for (size_t i = 0; i < merge->input_count; i++)
		add_input_slots(merge, &merge->inputs[i]);
}

/* ---- the process ----------------------------------------------------------------------------- */

/* How bad an end is: the result shows the worst. */
static int badness(const struct memprof_header *header)
{
	switch (header->end) {
	case MEMPROF_END_EXIT:
	case MEMPROF_END_QUICK:
		return header->end_status != 0;
	case MEMPROF_END_EXEC:
		return 2;
	case MEMPROF_END_ABORT:
		return 3;
	default:
		return 4;
	}
}

static void add_header(struct memprof_header *sum, const struct memprof_header *header)
{
	if (badness(header) > badness(sum)) {
		sum->end = header->end;
		sum->end_status = header->end_status;
	}
	sum->flags &= header->flags;
	if (header->start_ns < sum->start_ns)
		sum->start_ns = header->start_ns;
	if (header->end_ns > sum->end_ns)
		sum->end_ns = header->end_ns;
	sum->inherited = (int64_t)((uint64_t)sum->inherited + (uint64_t)header->inherited);
	sum->peak = largest(sum->peak, header->peak);
	sum->foreign_frees += header->foreign_frees;
	sum->reentered += header->reentered;
	sum->lost_areas += header->lost_areas;
	sum->lost_slots += header->lost_slots;
	if (!sum->stopped_ns)
		sum->stopped_ns = header->stopped_ns;
}

void mp_merge_headers(struct mp_merge *merge)
{
	merge->header = *merge->inputs[0].raw.header;
	merge->thread = (struct memprof_thread){.state = 2};
	memcpy(merge->thread.name, "merged", sizeof "merged");
	int64_t live = 0;
	for (size_t i = 0; i < merge->input_count; i++) {
		const struct mp_input *input = &merge->inputs[i];
		if (i > 0)
			add_header(&merge->header, input->raw.header);
		for (size_t k = 0; k < input->areas.count; k++) {
			const struct mp_area *area = &input->areas.areas[k];
			if (i == 0 && k == 0)
				merge->thread.tid = area->thread->tid;
			merge->thread.threads += area->thread->threads;
			merge->thread.high = largest(merge->thread.high, area->thread->high);
			live = (int64_t)((uint64_t)live + (uint64_t)area->live);
		}
	}
	merge->thread.live = live;
	/* Memory of several processes adds up in the end, but nobody knows how at its height. */
	live = (int64_t)((uint64_t)live + (uint64_t)merge->header.inherited);
	merge->header.peak = largest(merge->header.peak, live);
	merge->header.start_ticks = 0;
}

void mp_merge_free(struct mp_merge *merge)
{
	for (size_t i = 0; i < merge->input_count; i++) {
		struct mp_input *input = &merge->inputs[i];
		mp_areas_free(&input->areas);
		mp_modules_free(&input->modules);
		mp_raw_close(&input->raw);
		free(input->merged_module);
	}
	for (size_t i = 0; i < merge->module_count; i++) {
		free(merge->modules[i].functions);
		free(merge->modules[i].has_entry);
		free(merge->modules[i].entered);
		free(merge->modules[i].words);
	}
	free(merge->inputs);
	free(merge->modules);
	free(merge->slots);
	free(merge->slot_table);
}
