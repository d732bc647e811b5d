/* profile_twins.c - see profile_twins.h. */
#include "profile_twins.h"

#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "profile_modules.h"

struct candidate {
	uint64_t hash;
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

/* Honest functions share no descriptions: those who do must not make us read them again and again.
 */
static size_t add_candidates(struct candidate *all, const struct mp_module *module)
{
	uint64_t left = module->bytes;
	size_t count = 0;
	for (size_t i = 0; i < module->function_count; i++) {
		const struct memprof_function *f = &module->functions[i];
		if (!is_sound(module, f) || f->description_size > left)
			continue;
		left -= f->description_size;
		all[count++] = (struct candidate){
			mp_hash(module->payload + f->description_offset, f->description_size),
			module, f, module->first_function + i};
	}
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

void mp_twins_find(struct mp_twins *twins, const struct mp_modules *modules)
{
	struct candidate *all = mp_zalloc(modules->function_count, sizeof *all);
	size_t count = 0;
	twins->module = mp_zalloc(modules->function_count, sizeof *twins->module);
	twins->first = mp_zalloc(modules->function_count, sizeof *twins->first);
	twins->next = mp_zalloc(modules->function_count, sizeof *twins->next);
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
	free(all);
}

void mp_twins_free(struct mp_twins *twins)
{
	free(twins->module);
	free(twins->first);
	free(twins->next);
}
