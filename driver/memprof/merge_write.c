/* merge_write.c - lays a merged profile out as profile.h says. Addresses are made up: one range
 * for each kind, far apart. */
#include <stdlib.h>
#include <string.h>
#include "merge.h"

#define SLOTS_ADDRESS 0x100000000000u
#define COPY_ADDRESS 0x200000000000u
#define DATA_ADDRESS 0x300000000000u
#define MODULE_STRIDE 0x100000000u

static void pad(struct mp_text *file)
{
	static const char zeros[MEMPROF_PAGE];
	size_t rest = file->size % MEMPROF_PAGE;
	if (rest)
		mp_text_add(file, zeros, MEMPROF_PAGE - rest);
}

static void extent(struct mp_text *file, struct memprof_extent head, const void *data, size_t size)
{
	head.magic = MEMPROF_EXTENT_MAGIC;
	head.payload = head.address ? MEMPROF_PAGE : sizeof head;
	head.bytes = size;
	head.size = (head.payload + size + MEMPROF_PAGE - 1) / MEMPROF_PAGE * MEMPROF_PAGE;
	mp_text_add(file, &head, sizeof head);
	if (head.address)
		pad(file);
	mp_text_add(file, data, size);
	pad(file);
}

/* How many processes a profile stands for. */
static unsigned long runs_of(const struct mp_raw *raw)
{
	static const char key[] = "merged";
	for (size_t i = 0; i < raw->extent_count; i++) {
		const struct mp_extent *from = &raw->extents[i];
		if (from->kind != MEMPROF_META)
			continue;
		const char *at = memmem(from->payload, from->bytes, key, sizeof key);
		const char *end = from->payload + from->bytes;
		if (at && memchr(at + sizeof key, 0, (size_t)(end - (at + sizeof key))))
			return strtoul(at + sizeof key, NULL, 10);
	}
	return 1;
}

static void write_meta(const struct mp_merge *merge, struct mp_text *file)
{
	struct mp_text meta = {0};
	const struct mp_raw *raw = &merge->inputs[0].raw;
	for (size_t i = 0; i < raw->extent_count; i++) {
		const struct mp_extent *from = &raw->extents[i];
		if (from->kind != MEMPROF_META)
			continue;
		size_t size = from->bytes;
		while (size > 0 && from->payload[size - 1] == 0)
			size--;
		mp_text_add(&meta, from->payload, size);
		mp_text_add(&meta, "", 1);
	}
	mp_text_add(&meta, "merged", sizeof "merged");
	unsigned long runs = 0;
	for (size_t i = 0; i < merge->input_count; i++)
		runs += runs_of(&merge->inputs[i].raw);
	mp_text_printf(&meta, "%lu", runs);
	mp_text_add(&meta, "", 1);
	extent(file, (struct memprof_extent){.kind = MEMPROF_META}, meta.data, meta.size);
	mp_text_free(&meta);
}

static void write_module(const struct mp_merged_module *sum, uint32_t id, struct mp_text *file)
{
	const struct mp_module *from = sum->first;
	struct mp_text module = {0}, rest = {0};
	struct memprof_module head = *from->head;
	head.id = id;
	head.data_start = DATA_ADDRESS + id * MODULE_STRIDE;
	head.name_offset = sizeof head + from->function_count * sizeof *sum->functions;
	mp_text_add(&rest, from->name, from->name_size);
	mp_text_add(&module, &head, sizeof head);
	for (size_t i = 0; i < from->function_count; i++) {
		struct memprof_function f = sum->functions[i];
		const char *description = from->payload + f.description_offset;
		f.description_offset = head.name_offset + rest.size;
		mp_text_add(&rest, description, f.description_size);
		mp_text_add(&module, &f, sizeof f);
	}
	mp_text_add(&module, rest.data, rest.size);
	extent(file, (struct memprof_extent){.kind = MEMPROF_MODULE, .module = id}, module.data,
	       module.size);
	extent(file,
	       (struct memprof_extent){.kind = MEMPROF_COPY,
				       .module = id,
				       .address = COPY_ADDRESS + id * MODULE_STRIDE},
	       sum->words, sum->word_count * sizeof *sum->words);
	mp_text_free(&module);
	mp_text_free(&rest);
}

static void write_slots(const struct mp_merge *merge, struct mp_text *file)
{
	struct mp_text slots = {0};
	for (size_t i = 0; i < merge->slot_count; i++) {
		struct memprof_slot slot = merge->slots[i];
		if (slot.up > MP_MERGED_MARK / 2)
			slot.up = MP_MERGED_MARK - slot.up;
		else if (slot.up)
			slot.up = SLOTS_ADDRESS + (slot.up - 1) * sizeof slot;
		mp_text_add(&slots, &slot, sizeof slot);
	}
	extent(file, (struct memprof_extent){.kind = MEMPROF_SLOTS, .address = SLOTS_ADDRESS},
	       slots.data, slots.size);
	mp_text_free(&slots);
}

static void write_marks(const struct mp_merge *merge, struct mp_text *file)
{
	for (size_t i = 0; i < merge->input_count; i++) {
		const struct mp_raw *raw = &merge->inputs[i].raw;
		for (size_t k = 0; k < raw->extent_count; k++)
			if (raw->extents[k].kind == MEMPROF_MARKS)
				extent(file, (struct memprof_extent){.kind = MEMPROF_MARKS},
				       raw->extents[k].payload, raw->extents[k].bytes);
	}
}

void mp_merge_write(const struct mp_merge *merge, struct mp_text *file)
{
	struct memprof_thread thread = merge->thread;
	thread.slots = SLOTS_ADDRESS;
	mp_text_add(file, &merge->header, sizeof merge->header);
	pad(file);
	write_meta(merge, file);
	for (size_t i = 0; i < merge->module_count; i++)
		write_module(&merge->modules[i], (uint32_t)i + 1, file);
	extent(file, (struct memprof_extent){.kind = MEMPROF_THREAD}, &thread, sizeof thread);
	write_slots(merge, file);
	write_marks(merge, file);
	((struct memprof_header *)(void *)file->data)->file_size = file->size;
}
