/* profile_twins.c - see profile_twins.h. */
#include "profile_twins.h"

#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "description.h"
#include "profile_modules.h"

struct candidate {
	uint64_t hash;  /* of the description */
	uint64_t place; /* of the symbol and where its definition stands */
	const struct mp_module *module;
	const struct memprof_function *function;
	size_t number;
};

static bool is_sound(const struct mp_module *module, const struct memprof_function *f)
{
	uint64_t words = module->head->data_size / 8;
	return mp_lies_in(f->description_offset, f->description_size, module->bytes) &&
	       mp_words_lie_in(f->counters, f->counter_count, words) &&
	       mp_words_lie_in(f->points, f->point_words, words);
}

/* Equal for two functions if they are equal. */
static uint64_t place_of(struct mp_description *d, const void *bytes, size_t size)
{
	if (mp_description_head(d, bytes, size))
		return 0;
	char *folder = mp_strndup(d->directory.text, d->directory.size);
	char *path = mp_strndup(d->files[d->file].path.text, d->files[d->file].path.size);
	char *absolute = mp_path_join(folder, path); /* units may spell it differently */
	const uint64_t parts[] = {mp_hash(d->symbol.text, d->symbol.size),
				  mp_hash(absolute, strlen(absolute)), d->line, d->column};
	free(folder);
	free(path);
	free(absolute);
	return mp_hash(parts, sizeof parts);
}

/* Honest functions share no descriptions: those who do must not make us read them again and again.
 */
static size_t add_candidates(struct candidate *all, const struct mp_module *module)
{
	struct mp_description d = {0};
	uint64_t left = module->bytes;
	size_t count = 0;
	for (size_t i = 0; i < module->function_count; i++) {
		const struct memprof_function *f = &module->functions[i];
		if (!is_sound(module, f) || f->description_size > left)
			continue;
		left -= f->description_size;
		const void *bytes = module->payload + f->description_offset;
		all[count++] = (struct candidate){mp_hash(bytes, f->description_size),
						  place_of(&d, bytes, f->description_size), module,
						  f, module->first_function + i};
	}
	mp_description_free(&d);
	return count;
}

static int compare_contents(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	const struct memprof_function *f = x->function, *g = y->function;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (f->description_size != g->description_size)
		return f->description_size < g->description_size ? -1 : 1;
	if (f->counter_count != g->counter_count)
		return f->counter_count < g->counter_count ? -1 : 1;
	if (f->point_words != g->point_words)
		return f->point_words < g->point_words ? -1 : 1;
	return memcmp(x->module->payload + f->description_offset,
		      y->module->payload + g->description_offset, f->description_size);
}

static int compare_candidates(const void *a, const void *b)
{
	int order = compare_contents(a, b);
	size_t i = ((const struct candidate *)a)->number, k = ((const struct candidate *)b)->number;
	return order ? order : i < k ? -1 : i > k;
}

static int compare_entries(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	uint64_t i = x->function->entered - 1, k = y->function->entered - 1; /* 0 comes last */
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return i < k ? -1 : i > k;
}

static void find_entries(struct mp_twins *twins, struct candidate *all, size_t count)
{
	const struct candidate *first = all;
	if (count)
		qsort(all, count, sizeof *all, compare_entries);
	for (size_t i = 0; i < count; i++) {
		if (all[i].place != first->place || !all[i].place)
			first = &all[i];
		twins->entered[all[i].number] = first->function->entered;
		twins->entry_bytes[all[i].number] = first->function->entry_bytes;
	}
}

void mp_twins_find(struct mp_twins *twins, const struct mp_modules *modules)
{
	struct candidate *all = mp_zalloc(modules->function_count, sizeof *all);
	size_t count = 0;
	twins->module = mp_zalloc(modules->function_count, sizeof *twins->module);
	twins->first = mp_zalloc(modules->function_count, sizeof *twins->first);
	twins->next = mp_zalloc(modules->function_count, sizeof *twins->next);
	twins->entered = mp_zalloc(modules->function_count, sizeof *twins->entered);
	twins->entry_bytes = mp_zalloc(modules->function_count, sizeof *twins->entry_bytes);
	for (size_t m = 0, number = 0; m < modules->count; m++) {
		const struct mp_module *module = &modules->modules[m];
		for (size_t i = 0; i < module->function_count; i++, number++) {
			twins->module[number] = (uint32_t)m;
			twins->first[number] = number;
			twins->next[number] = MP_NO_TWIN;
		}
		if (!module->first_of) /* figures of those that it is of */
			count += add_candidates(all + count, module);
	}
	if (count)
		qsort(all, count, sizeof *all, compare_candidates);
	for (size_t i = 1; i < count; i++) {
		if (compare_contents(&all[i - 1], &all[i]) != 0)
			continue;
		twins->first[all[i].number] = twins->first[all[i - 1].number];
		twins->next[all[i - 1].number] = all[i].number;
		twins->any = true;
	}
	find_entries(twins, all, count);
	free(all);
}

void mp_twins_free(struct mp_twins *twins)
{
	free(twins->module);
	free(twins->first);
	free(twins->next);
	free(twins->entered);
	free(twins->entry_bytes);
}
