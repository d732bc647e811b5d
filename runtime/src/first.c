/* first.c - the first calls of each function kept apart, for budgets that hold `from call 2`.
 *
 * With the option first_calls=N each module has a twin: a module of our own making with the same
 * functions, whose data lie where no compiled code refers to. An activation that is one of its
 * function's first N, in whatever thread, announces the twin's points and counts in the twin's
 * counters; to the engine and in the file that is a module as any other. The reader adds both up,
 * or leaves the twins out.
 *
 * Only in mode `calls`, since compiled code that counts by itself cannot be sent elsewhere.
 */
#include "first.h"

#define TWINS (MC_MODULES / 2)

struct twin {
	struct memcc_module source;
	const struct memcc_module *of;
	uint32_t of_id;  /* another library may come to lie where it lay */
	uint32_t *calls; /* begun so far, by the functions' order in the module */
	struct memcc_function *functions;
	ptrdiff_t distance; /* from the data of `of` */
};

uint32_t mc_first_calls;
static struct twin twins[TWINS];
static uint32_t twin_count;

static MC_TLS ptrdiff_t unused_delta; /* compiled code asks for it; there is none */

static ptrdiff_t *no_delta(void)
{
	return &unused_delta;
}

bool mc_first_take(const char *value, size_t length)
{
	uint64_t number;

	if (!length || mc_options_digits(value, length, 99999999, &number) != length)
		return false;
	mc_first_calls = (uint32_t)number;
	/* Recursion from a first call into a later one is told from contexts alone. */
	if (number > 0)
		mc_options.contexts = UINT32_MAX;
	return true;
}

/* Other threads look through the twins while one is made. */
static uint32_t twins_made(void)
{
	return __atomic_load_n(&twin_count, __ATOMIC_ACQUIRE);
}

static struct twin *twin_add(void)
{
	struct twin *twin = &twins[twin_count];

	__atomic_store_n(&twin_count, twin_count + 1, __ATOMIC_RELEASE);
	return twin;
}

static struct twin *twin_of(const struct memcc_module *source)
{
	for (uint32_t i = 0; i < twins_made(); i++)
		if (twins[i].of == source && twins[i].of_id == source->id)
			return &twins[i];
	return NULL;
}

const struct memcc_module *mc_first_of(const struct memcc_module *source)
{
	for (uint32_t i = 0; i < twins_made(); i++)
		if (&twins[i].source == source)
			return twins[i].of;
	return NULL;
}

static void *moved(const void *address, ptrdiff_t distance)
{
	return (void *)((uintptr_t)address + (uintptr_t)distance);
}

/* Functions in the order in which the module has them: by points. */
static void functions_make(struct twin *twin, const struct mc_module *module,
			   struct memcc_function **list)
{
	for (uint32_t i = 0; i < module->function_count; i++) {
		struct memcc_function *copy = &twin->functions[i];

		*copy = *module->functions[i].source;
		copy->entered = 0;
		copy->counters = moved(copy->counters, twin->distance);
		copy->points = moved(copy->points, twin->distance);
		if (copy->flags & MEMCC_FUNCTION_ENTRY_COUNTER)
			copy->counters[0] = UINT64_MAX;
		list[i] = copy;
	}
}

/* All in one piece: the data, at the same offset in its page, and the three lists. */
static bool twin_make(struct twin *twin, const struct mc_module *module)
{
	size_t offset = (uintptr_t)module->data & (MC_PAGE - 1), count = module->function_count;
	size_t data = mc_round_page(offset + module->data_size);
	size_t each =
		sizeof(struct memcc_function) + sizeof(struct memcc_function *) + sizeof(uint32_t);
	char *at = mmap(NULL, mc_round_page(data + count * each), PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct memcc_function **list;

	if (at == MAP_FAILED)
		return false;
	twin->of = module->source;
	twin->of_id = module->id;
	twin->distance = at + offset - module->data;
	twin->functions = (struct memcc_function *)(void *)(at + data);
	list = (struct memcc_function **)(void *)(twin->functions + count);
	twin->calls = (uint32_t *)(void *)(list + count);
	functions_make(twin, module, list);
	twin->source = (struct memcc_module){
		.abi = MEMCC_ABI_VERSION,
		.data_start = at + offset,
		.data_stop = at + offset + module->data_size,
		.functions_start = list,
		.functions_stop = list + count,
		.delta = no_delta,
	};
	return true;
}

void mc_first_open(void)
{
	for (uint32_t i = 0; i < mc_module_limit; i++) {
		const struct mc_module *module = &mc_modules[i];
		struct twin *twin;

		if (!module->source || !module->function_count || mc_first_of(module->source))
			continue;
		twin = twin_of(module->source);
		if (!twin && twin_count < TWINS && twin_make(&twins[twin_count], module))
			twin = twin_add();
		if (twin && !twin->source.handle)
			__memcc_module_open(&twin->source);
	}
}

/* The descriptions go with the library. Where it comes back to the same place, so does the twin. */
void mc_first_close(const struct memcc_module *source)
{
	struct twin *twin = mc_first_calls ? twin_of(source) : NULL;

	if (twin)
		__memcc_module_close(&twin->source);
}

struct memcc_function *mc_first_enter(struct memcc_function *function)
{
	struct mc_module *module = mc_module_of((uintptr_t)function->points);
	struct twin *twin = module ? twin_of(module->source) : NULL;
	struct mc_function *known;
	uint32_t at;

	if (!twin || !twin->source.handle)
		return function;
	known = mc_module_function(module, (uintptr_t)function->points);
	if (!known)
		return function;
	at = (uint32_t)(known - module->functions);
	if (__atomic_load_n(&twin->calls[at], __ATOMIC_RELAXED) >= mc_first_calls ||
	    __atomic_fetch_add(&twin->calls[at], 1, __ATOMIC_RELAXED) >= mc_first_calls)
		return function;
	return &twin->functions[at];
}

ptrdiff_t mc_first_shift(void)
{
	uintptr_t point = MEMCC_POINT_ADDRESS(*__memcc_self->top);

	for (uint32_t i = 0; i < twins_made(); i++)
		if (point - (uintptr_t)twins[i].source.data_start <
		    (size_t)(twins[i].source.data_stop - twins[i].source.data_start))
			return twins[i].distance;
	return 0;
}
