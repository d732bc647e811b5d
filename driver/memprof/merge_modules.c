/* merge_modules.c - whose counters may be added: modules are the same if all their descriptions
 * are, byte by byte; see merge.h. */
#include <stdlib.h>
#include <string.h>
#include "merge.h"

static bool same_bytes(const struct mp_module *a, uint64_t a_offset, uint64_t a_size,
		       const struct mp_module *b, uint64_t b_offset, uint64_t b_size)
{
	return a_size == b_size && mp_lies_in(a_offset, a_size, a->bytes) &&
	       mp_lies_in(b_offset, b_size, b->bytes) &&
	       memcmp(a->payload + a_offset, b->payload + b_offset, a_size) == 0;
}

/* Null if the two are the same code, or what differs. */
static const char *difference(const struct mp_module *a, const struct mp_module *b)
{
	if (a->function_count != b->function_count)
		return "they have different functions";
	if (a->head->data_size != b->head->data_size)
		return "their counters are laid out differently";
	for (size_t i = 0; i < a->function_count; i++) {
		const struct memprof_function *f = &a->functions[i], *g = &b->functions[i];
		if (f->counters != g->counters || f->counter_count != g->counter_count ||
		    f->points != g->points || f->point_words != g->point_words)
			return "their counters are laid out differently";
		if (!same_bytes(a, f->description_offset, f->description_size, b,
				g->description_offset, g->description_size))
			return "their functions differ (edited, or built with other options)";
	}
	return NULL;
}

static bool same_name(const struct mp_module *a, const struct mp_module *b)
{
	return a->name_size == b->name_size && memcmp(a->name, b->name, a->name_size) == 0;
}

static char *add_module(struct mp_merge *merge, const struct mp_module *module, const char *path)
{
	struct mp_merged_module *sum =
		MP_PUSH(merge->modules, merge->module_count, merge->module_room);
	sum->first = module;
	sum->path = path;
	sum->word_count = module->head->data_size / 8;
	size_t most = 0;
	for (size_t i = 0; i < module->copy_count; i++)
		if (module->copies[i].word_count > most)
			most = module->copies[i].word_count;
	/* A damaged file may claim any size; what no copy has is nothing. */
	if (sum->word_count > most)
		sum->word_count = most;
	sum->words = mp_zalloc(sum->word_count, sizeof *sum->words);
	sum->functions = mp_zalloc(module->function_count, sizeof *sum->functions);
	sum->has_entry = mp_zalloc(module->function_count, 1);
	sum->entered = mp_zalloc(module->function_count, 1);
	struct mp_description d = {0};
	char *error = NULL;
	for (size_t i = 0; i < module->function_count && !error; i++) {
		const struct memprof_function *f = &module->functions[i];
		sum->functions[i] = *f;
		sum->functions[i].entered = 0;
		sum->functions[i].entry_bytes = 0;
		const char *why = "it lies outside of the module";
		if (mp_lies_in(f->description_offset, f->description_size, module->bytes))
			why = mp_description_parse(&d, module->payload + f->description_offset,
						   f->description_size);
		if (!why && sum->word_count &&
		    (!mp_words_lie_in(f->counters, f->counter_count, sum->word_count) ||
		     !mp_words_lie_in(f->points, f->point_words, sum->word_count)))
			why = "its counters lie outside of the data section";
		if (why)
			error = mp_format("%s: damaged: description of a function: %s", path, why);
		sum->has_entry[i] = d.flags & MEMPROF_DESC_ENTRY && f->counter_count > 0;
	}
	mp_description_free(&d);
	return error;
}

/* Counters are whole words; points are pairs of counts, the first of which is the runtime's own
 * at a statement's first word (a slot's index, of no use here). */
static void add_function(struct mp_merged_module *sum, size_t function, const struct mp_copy *copy)
{
	const struct memprof_function *f = &sum->functions[function];
	uint64_t first = f->counters / 8;
	for (uint64_t i = first; i < first + f->counter_count && i < copy->word_count; i++)
		sum->words[i] += copy->words[i];
	first = f->points / 8;
	for (uint64_t i = first; i < first + f->point_words && i < copy->word_count; i++) {
		uint32_t *to = (uint32_t *)&sum->words[i];
		const uint32_t *from = (const uint32_t *)&copy->words[i];
		to[0] += from[0];
		to[1] += from[1];
	}
}

/* Memory at the first activation's entry is the largest of all profiles; it is the same for all
 * functions that are one (profile_twins.h), whichever was entered. */
static void add_entry(struct mp_merged_module *sum, size_t function,
		      const struct memprof_function *added, uint64_t entered, int64_t bytes)
{
	struct memprof_function *f = &sum->functions[function];
	if (!f->entered)
		f->entered = added->entered;
	if (!entered || (sum->entered[function] && f->entry_bytes >= bytes))
		return;
	sum->entered[function] = 1;
	f->entry_bytes = bytes;
}

static void add_copies(struct mp_merged_module *sum, const struct mp_module *module,
		       const struct mp_twins *twins)
{
	for (size_t i = 0; i < module->function_count; i++) {
		const size_t number = module->first_function + i;
		add_entry(sum, i, &module->functions[i], twins->entered[number],
			  twins->entry_bytes[number]);
		for (size_t k = 0; k < module->copy_count && sum->word_count; k++)
			add_function(sum, i, &module->copies[k]);
	}
	sum->copies += module->copy_count;
}

/* Of a copy's -1 the reader takes back one: the result has one copy. */
static void even_out_entries(struct mp_merged_module *sum)
{
	for (size_t i = 0; i < sum->first->function_count && sum->word_count; i++)
		if (sum->has_entry[i])
			sum->words[sum->functions[i].counters / 8] += sum->copies - 1;
}

static char *find_or_add(struct mp_merge *merge, const struct mp_module *module,
			 const struct mp_input *input, size_t *index)
{
	for (size_t i = 0; i < merge->module_count; i++) {
		const struct mp_merged_module *known = &merge->modules[i];
		const char *differs = difference(known->first, module);
		*index = i;
		if (!differs)
			return NULL;
		if (same_name(known->first, module))
			return mp_format("%s and %s are not of one build of %.*s: %s", known->path,
					 input->path, (int)module->name_size, module->name,
					 differs);
	}
	*index = merge->module_count;
	return add_module(merge, module, input->path);
}

static const char *program_name(const struct mp_input *input, size_t *size)
{
	*size = 0;
	if (input->modules.count == 0)
		return "";
	*size = input->modules.modules[0].name_size;
	return input->modules.modules[0].name;
}

/* At least one module in common, or they are different programs. */
static char *check_common(const struct mp_merge *merge, const struct mp_input *input,
			  size_t known_before)
{
	for (size_t i = 0; i < input->modules.count; i++)
		if (input->merged_module[i] < known_before)
			return NULL;
	size_t a, b;
	const char *first = program_name(&merge->inputs[0], &a);
	const char *other = program_name(input, &b);
	if (input == merge->inputs || (a == 0 && b == 0))
		return NULL;
	return mp_format("%s and %s are of different programs: %.*s and %.*s",
			 merge->inputs[0].path, input->path, (int)a, first, (int)b, other);
}

char *mp_merge_modules(struct mp_merge *merge)
{
	for (size_t i = 0; i < merge->input_count; i++) {
		struct mp_input *input = &merge->inputs[i];
		size_t known = merge->module_count;
		input->merged_module =
			mp_zalloc(input->modules.count, sizeof *input->merged_module);
		for (size_t k = 0; k < input->modules.count; k++) {
			const struct mp_module *module = &input->modules.modules[k];
			char *error = find_or_add(merge, module, input, &input->merged_module[k]);
			if (error)
				return error;
			add_copies(&merge->modules[input->merged_module[k]], module,
				   &input->modules.twins);
		}
		char *error = check_common(merge, input, known);
		if (error)
			return error;
	}
	for (size_t i = 0; i < merge->module_count; i++)
		even_out_entries(&merge->modules[i]);
	return NULL;
}
