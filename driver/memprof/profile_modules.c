/* profile_modules.c - see profile_modules.h. */
#include "profile_modules.h"

#include <stdlib.h>
#include "common.h"

static bool module_is_whole(const struct mp_extent *extent)
{
	const struct memprof_module *head = (const void *)extent->payload;
	if (extent->bytes < sizeof *head)
		return false;
	uint64_t room = (extent->bytes - sizeof *head) / sizeof(struct memprof_function);
	return head->function_count <= room &&
	       mp_lies_in(head->name_offset, head->name_size, extent->bytes) &&
	       head->data_start <= UINT64_MAX - head->data_size;
}

static void add_module(struct mp_modules *modules, const struct mp_extent *extent)
{
	if (!module_is_whole(extent)) {
		modules->damaged++;
		return;
	}
	struct mp_module *module = MP_PUSH(modules->modules, modules->count, modules->room);
	module->head = (void *)extent->payload;
	module->payload = extent->payload;
	module->bytes = extent->bytes;
	module->name = extent->payload + module->head->name_offset;
	module->name_size = module->head->name_size;
	module->functions = (void *)(extent->payload + sizeof *module->head);
	module->function_count = module->head->function_count;
}

static int compare_modules(const void *a, const void *b)
{
	uint32_t x = ((const struct mp_module *)a)->head->id;
	uint32_t y = ((const struct mp_module *)b)->head->id;
	return x < y ? -1 : x > y;
}

static void sort_modules(struct mp_modules *modules)
{
	if (modules->count == 0)
		return;
	qsort(modules->modules, modules->count, sizeof *modules->modules, compare_modules);
	size_t kept = 1;
	for (size_t i = 1; i < modules->count; i++) {
		if (modules->modules[i].head->id == modules->modules[kept - 1].head->id)
			modules->damaged++;
		else
			modules->modules[kept++] = modules->modules[i];
	}
	modules->count = kept;
}

static struct mp_module *by_id(const struct mp_modules *modules, uint32_t id)
{
	size_t low = 0, high = modules->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t here = modules->modules[middle].head->id;
		if (here == id)
			return &modules->modules[middle];
		if (here < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Those that keep the first calls of another's functions. */
static void join_modules(struct mp_modules *modules)
{
	for (size_t i = 0; i < modules->count; i++) {
		struct mp_module *module = &modules->modules[i], *of;
		if (module->head->first_of == 0)
			continue;
		of = by_id(modules, module->head->first_of);
		if (!of || of->head->first_of || of->first_calls ||
		    of->head->data_size != module->head->data_size)
			continue;
		of->first_calls = module;
		module->first_of = of;
	}
}

static int compare_copies(const void *a, const void *b)
{
	uint32_t x = ((const struct mp_copy *)a)->thread, y = ((const struct mp_copy *)b)->thread;
	return x < y ? -1 : x > y;
}

static void find_copies(struct mp_modules *modules, struct mp_raw *raw)
{
	for (size_t i = 0; i < raw->extent_count; i++) {
		struct mp_extent *extent = &raw->extents[i];
		struct mp_module *module;
		if (extent->kind != MEMPROF_COPY || !(module = by_id(modules, extent->module)))
			continue;
		struct mp_copy *copy =
			MP_PUSH(module->copies, module->copy_count, module->copy_room);
		copy->thread = extent->thread;
		copy->words = (void *)extent->payload;
		copy->word_count = extent->bytes / sizeof *copy->words;
	}
	for (size_t i = 0; i < modules->count; i++)
		if (modules->modules[i].copies)
			qsort(modules->modules[i].copies, modules->modules[i].copy_count,
			      sizeof *modules->modules[i].copies, compare_copies);
}

static int compare_data(const void *a, const void *b, void *context)
{
	const struct mp_modules *modules = context;
	uint64_t x = modules->modules[*(const uint32_t *)a].head->data_start;
	uint64_t y = modules->modules[*(const uint32_t *)b].head->data_start;
	return x < y ? -1 : x > y;
}

/* Who has the place where the data of both lie: what is open, or else was opened later. */
static bool has_place(const struct mp_modules *modules, uint32_t a, uint32_t b)
{
	bool open = !modules->modules[a].head->closed;
	return open != !modules->modules[b].head->closed ? open : a > b;
}

/* Libraries that were closed are there, too: a program that ends closes them while other threads
 * still run in them. */
static void sort_data(struct mp_modules *modules)
{
	modules->by_data = mp_zalloc(modules->count, sizeof *modules->by_data);
	for (size_t i = 0; i < modules->count; i++)
		modules->by_data[i] = (uint32_t)i;
	qsort_r(modules->by_data, modules->count, sizeof *modules->by_data, compare_data, modules);
	size_t kept = 0;
	for (size_t i = 0; i < modules->count; i++) {
		uint32_t next = modules->by_data[i];
		uint64_t start = modules->modules[next].head->data_start;
		uint32_t last = kept ? modules->by_data[kept - 1] : next;
		const struct memprof_module *before = modules->modules[last].head;
		if (kept && start - before->data_start < before->data_size) {
			if (!has_place(modules, next, last))
				continue;
			kept--;
		}
		modules->by_data[kept++] = next;
	}
	modules->by_data_count = kept;
}

static int compare_points(const void *a, const void *b, void *context)
{
	const struct mp_module *module = context;
	uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
	uint64_t x = module->functions[i].points, y = module->functions[k].points;
	if (x != y)
		return x < y ? -1 : 1;
	return i < k ? -1 : i > k;
}

static void sort_functions(struct mp_modules *modules)
{
	for (size_t i = 0; i < modules->count; i++) {
		struct mp_module *module = &modules->modules[i];
		module->first_function = modules->function_count;
		modules->function_count += module->function_count;
		module->by_points = mp_alloc(module->function_count * sizeof *module->by_points);
		for (size_t k = 0; k < module->function_count; k++)
			module->by_points[k] = (uint32_t)k;
		qsort_r(module->by_points, module->function_count, sizeof *module->by_points,
			compare_points, module);
	}
}

size_t mp_modules_function(const struct mp_modules *modules, uint64_t site)
{
	const struct mp_module *module =
		site == MEMPROF_SITE_OUTSIDE ? NULL : by_id(modules, (uint32_t)(site >> 32));
	uint64_t offset = (site & UINT32_MAX) * 8;
	if (!module)
		return SIZE_MAX;
	size_t low = 0, high = module->function_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (module->functions[module->by_points[middle]].points <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return SIZE_MAX;
	uint32_t function = module->by_points[low - 1];
	const struct memprof_function *f = &module->functions[function];
	if ((offset - f->points) / 8 >= f->point_words)
		return SIZE_MAX;
	return module->first_function + function;
}

const struct mp_module *mp_modules_owner(const struct mp_modules *modules, size_t number,
					 const struct memprof_function **function)
{
	const struct mp_module *module = &modules->modules[modules->twins.module[number]];
	*function = &module->functions[number - module->first_function];
	return module;
}

static uint64_t joined_with_twins(const struct mp_modules *modules, uint64_t site)
{
	size_t number = mp_modules_function(modules, site);
	if (number == SIZE_MAX || modules->twins.first[number] == number)
		return site;
	const struct memprof_function *from, *to;
	mp_modules_owner(modules, number, &from);
	const struct mp_module *module =
		mp_modules_owner(modules, modules->twins.first[number], &to);
	uint64_t word = (uint32_t)site - from->points / 8;
	return (uint64_t)module->head->id << 32 | (uint32_t)(to->points / 8 + word);
}

uint64_t mp_modules_joined(const struct mp_modules *modules, uint64_t site, bool apart)
{
	const struct mp_module *module =
		site == MEMPROF_SITE_OUTSIDE ? NULL : by_id(modules, (uint32_t)(site >> 32));
	if (!module)
		return site;
	if (module->first_of && !apart)
		site = (uint64_t)module->first_of->head->id << 32 | (uint32_t)site;
	return modules->twins.any ? joined_with_twins(modules, site) : site;
}

void mp_modules_find(struct mp_modules *modules, struct mp_raw *raw)
{
	*modules = (struct mp_modules){0};
	for (size_t i = 0; i < raw->extent_count; i++)
		if (raw->extents[i].kind == MEMPROF_MODULE)
			add_module(modules, &raw->extents[i]);
	sort_modules(modules);
	join_modules(modules);
	find_copies(modules, raw);
	sort_functions(modules);
	mp_twins_find(&modules->twins, modules);
	sort_data(modules);
}

void mp_modules_free(struct mp_modules *modules)
{
	for (size_t i = 0; i < modules->count; i++) {
		free(modules->modules[i].copies);
		free(modules->modules[i].by_points);
	}
	mp_twins_free(&modules->twins);
	free(modules->modules);
	free(modules->by_data);
	*modules = (struct mp_modules){0};
}

struct mp_module *mp_modules_at(const struct mp_modules *modules, uint64_t address)
{
	size_t low = 0, high = modules->by_data_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (modules->modules[modules->by_data[middle]].head->data_start <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return NULL;
	struct mp_module *module = &modules->modules[modules->by_data[low - 1]];
	return address - module->head->data_start < module->head->data_size ? module : NULL;
}

struct mp_copy *mp_module_copy(const struct mp_module *module, uint32_t thread)
{
	const struct mp_copy key = {.thread = thread};
	if (module->copy_count == 0)
		return NULL;
	return bsearch(&key, module->copies, module->copy_count, sizeof key, compare_copies);
}
