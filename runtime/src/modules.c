/* modules.c - the table of instrumented modules: sites to modules, points to functions.
 *
 * A module's place in the table may be used again after dlclose; its id and its range of 32-bit
 * sites never are, so that blocks and profiles that outlive it stay readable. The description of
 * all its functions goes into the file at once: a killed run, or a closed library, explains itself.
 * A library that comes back to where it was goes on where it stopped: a program that opens and
 * closes it without end has one profile of it, not one an opening.
 */
#include "first.h"

struct mc_module mc_modules[MC_MODULES];
uint32_t mc_module_limit;
struct mc_module *mc_home;

static uint32_t next_id = 1;
static uint32_t next_site;

/* An entry is filled while other threads look through the table; its id comes last. */
static bool is_filled(const struct mc_module *module)
{
	return __atomic_load_n(&module->id, __ATOMIC_ACQUIRE) != 0;
}

static bool holds(const struct mc_module *module, uintptr_t address)
{
	return is_filled(module) && address - (uintptr_t)module->data < module->data_size;
}

struct mc_module *mc_module_of(uintptr_t address)
{
	for (uint32_t i = 0; i < mc_module_limit; i++)
		if (mc_modules[i].source && holds(&mc_modules[i], address))
			return &mc_modules[i];
	return NULL;
}

struct mc_module *mc_module_of_site(uint32_t site)
{
	for (uint32_t i = 0; i < mc_module_limit; i++)
		if (is_filled(&mc_modules[i]) &&
		    site - mc_modules[i].site_base < mc_modules[i].words)
			return &mc_modules[i];
	return NULL;
}

struct mc_function *mc_module_function(struct mc_module *module, uintptr_t point)
{
	uint32_t low = 0, high = module->function_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct mc_function *function = &module->functions[middle];

		if (point < (uintptr_t)function->points)
			high = middle;
		else if (point >= (uintptr_t)(function->points + function->point_words))
			low = middle + 1;
		else
			return function;
	}
	return NULL;
}

bool mc_module_any(void)
{
	for (uint32_t i = 0; i < mc_module_limit; i++)
		if (mc_modules[i].function_count)
			return true;
	return false;
}

/* Shell sort: the list comes nearly sorted, and qsort may allocate. */
static void sort(struct mc_function *functions, uint32_t count)
{
	for (uint32_t gap = count / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
		for (uint32_t i = gap; i < count; i++) {
			struct mc_function moved = functions[i];
			uint32_t j = i;

			for (; j >= gap && functions[j - gap].points > moved.points; j -= gap)
				functions[j] = functions[j - gap];
			functions[j] = moved;
		}
}

static bool functions_read(struct mc_module *module)
{
	struct memcc_module *source = module->source;
	size_t room = (size_t)(source->functions_stop - source->functions_start);

	module->private_size = mc_round_page(room * sizeof(*module->functions) + 1);
	module->functions = mmap(NULL, module->private_size, PROT_READ | PROT_WRITE,
				 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (module->functions == MAP_FAILED)
		return false;
	for (size_t i = 0; i < room; i++) {
		struct memcc_function *function = source->functions_start[i];

		if (function) /* the linker leaves 0 for functions it dropped */
			module->functions[module->function_count++] = (struct mc_function){
				.points = function->points,
				.point_words = function->point_words,
				.source = function,
			};
	}
	sort(module->functions, module->function_count);
	return true;
}

static const char *module_path(struct mc_module *module, char *buffer, size_t size)
{
	struct link_map *map = NULL;
	const struct memcc_module *source = mc_first_of(module->source);
	Dl_info info;
	ssize_t got;

	if (!source)
		source = module->source;
	if (source != &mc_module_own && dladdr1(source, &info, (void **)&map, RTLD_DL_LINKMAP) &&
	    info.dli_fname && *info.dli_fname)
		return info.dli_fname;
	got = readlink("/proc/self/exe", buffer, size - 1);
	buffer[got > 0 ? got : 0] = 0;
	return buffer;
}

/* Their descriptions, in order. */
static void functions_describe(const struct mc_module *module, char *out)
{
	struct iovec pieces[128];
	int count = 0;

	for (uint32_t i = 0; i < module->function_count; i++) {
		const struct memcc_function *source = module->functions[i].source;

		pieces[count++] = (struct iovec){(void *)(uintptr_t)source->description,
						 source->description_size};
		if (count < 128 && i + 1 < module->function_count)
			continue;
		mc_file_write(out, pieces, count);
		for (int k = 0; k < count; k++)
			out += pieces[k].iov_len;
		count = 0;
	}
}

static void publish(struct mc_module *module)
{
	char buffer[PATH_MAX];
	const char *name = module_path(module, buffer, sizeof(buffer));
	const struct memcc_module *first_of = mc_first_of(module->source);
	size_t head = sizeof(struct memprof_module) +
		      module->function_count * sizeof(struct memprof_function);
	size_t at = head + strlen(name) + 1, size = at;
	char *out;

	for (uint32_t i = 0; i < module->function_count; i++)
		size += module->functions[i].source->description_size;
	out = mc_file_map(MEMPROF_MODULE, 0, module->id, size, NULL);
	if (!out)
		return;
	module->extent = (struct memprof_module *)out;
	*module->extent = (struct memprof_module){
		.id = module->id,
		.function_count = module->function_count,
		.data_start = (uintptr_t)module->data,
		.data_size = module->data_size,
		.name_offset = head,
		.name_size = strlen(name),
		.first_of = first_of ? first_of->id : 0,
		.first_calls = first_of ? mc_first_calls : 0,
	};
	memcpy(out + head, name, strlen(name));
	functions_describe(module, out + at);
	module->published = (struct memprof_function *)(module->extent + 1);
	for (uint32_t i = 0; i < module->function_count; i++) {
		struct memcc_function *source = module->functions[i].source;

		module->functions[i].index = i;
		module->published[i] = (struct memprof_function){
			.description_offset = at,
			.description_size = source->description_size,
			.counters = (uintptr_t)source->counters - (uintptr_t)module->data,
			.counter_count = source->counter_count,
			.points = (uintptr_t)source->points - (uintptr_t)module->data,
			.point_words = source->point_words,
			.entered = source->entered,
		};
		at += source->description_size;
	}
	mc_file_publish(out);
}

static struct mc_module *place_find(void)
{
	static uint32_t rotate;

	if (mc_module_limit < MC_MODULES) {
		mc_modules[mc_module_limit].place = mc_module_limit;
		return &mc_modules[mc_module_limit++];
	}
	for (uint32_t i = 0; i < MC_MODULES; i++) {
		struct mc_module *module = &mc_modules[rotate++ % MC_MODULES];

		if (!module->source)
			return module;
	}
	return NULL;
}

/* Its data may lie where that of closed modules lay. */
static void forget_others(const struct mc_module *module)
{
	for (uint32_t i = 0; i < mc_module_limit; i++) {
		struct mc_module *other = &mc_modules[i];

		if (other->id && other != module && !other->source &&
		    (uintptr_t)other->data < (uintptr_t)module->data + module->data_size &&
		    (uintptr_t)module->data < (uintptr_t)other->data + other->data_size) {
			mc_stack_forget((uintptr_t)module->data, module->data_size);
			return;
		}
	}
}

/* ---- a library that was closed and is opened again ---- */

static bool function_is_as_published(const struct mc_module *module, uint32_t index)
{
	const struct memcc_function *source = module->functions[index].source;
	const struct memprof_function *was = &module->published[index];

	return (uintptr_t)source->points - (uintptr_t)module->data == was->points &&
	       (uintptr_t)source->counters - (uintptr_t)module->data == was->counters &&
	       source->point_words == was->point_words &&
	       source->counter_count == was->counter_count &&
	       source->description_size == was->description_size &&
	       memcmp(source->description, (char *)module->extent + was->description_offset,
		      was->description_size) == 0;
}

static bool name_is_as_published(struct mc_module *module)
{
	char buffer[PATH_MAX];
	const char *name = module_path(module, buffer, sizeof(buffer));

	return strlen(name) == module->extent->name_size &&
	       memcmp(name, (char *)module->extent + module->extent->name_offset,
		      module->extent->name_size) == 0;
}

/* Reads the functions of `source` into the entry of a module that was here; whether they are the
 * same. If not the entry stays closed. */
static bool module_is(struct mc_module *module, struct memcc_module *source)
{
	struct mc_module tried = *module;
	bool same;

	tried.source = source;
	tried.function_count = 0;
	if (!functions_read(&tried))
		return false;
	same = tried.function_count == module->extent->function_count &&
	       name_is_as_published(&tried);
	for (uint32_t i = 0; same && i < tried.function_count; i++)
		same = function_is_as_published(&tried, i);
	if (!same) {
		munmap(tried.functions, tried.private_size);
		return false;
	}
	munmap(module->functions, module->private_size);
	*module = tried;
	return true;
}

static struct mc_module *module_reenter(struct memcc_module *source)
{
	size_t size = (size_t)(source->data_stop - source->data_start);

	for (uint32_t i = 0; i < mc_module_limit; i++) {
		struct mc_module *module = &mc_modules[i];

		if (!module->id || module->source || !module->extent ||
		    module->data != source->data_start || module->data_size != size ||
		    !module_is(module, source))
			continue;
		for (uint32_t k = 0; k < module->function_count; k++) {
			module->functions[k].index = k;
			module->functions[k].source->entered =
				(uint32_t)module->published[k].entered;
		}
		forget_others(module);
		source->id = module->id;
		source->handle = module;
		module->extent->closed = 0;
		return module;
	}
	return NULL;
}

static struct mc_module *module_enter(struct memcc_module *source)
{
	size_t size = (size_t)(source->data_stop - source->data_start);
	struct mc_module *module = place_find();
	uint32_t place;

	if (!module)
		return NULL;
	if (module->functions && module->private_size)
		munmap(module->functions, module->private_size);
	place = module->place;
	*module = (struct mc_module){
		.source = source,
		.place = place,
		.data = (char *)(uintptr_t)source->data_start,
		.data_size = size,
		.words = (uint32_t)(size / sizeof(uint64_t)),
		.site_base = next_site,
	};
	if (!functions_read(module)) {
		module->functions = NULL;
		module->source = NULL;
		return NULL;
	}
	forget_others(module);
	__atomic_store_n(&module->id, next_id++, __ATOMIC_RELEASE);
	next_site += module->words + 1;
	source->id = module->id;
	source->handle = module;
	return module;
}

/* The home module first: the others' threads hang on its data. */
static void open_one(struct memcc_module *source)
{
	struct mc_module *module = NULL;

	mc_lock();
	if (!source->handle && source->abi == MEMCC_ABI_VERSION) {
		module = module_reenter(source);
		if (!module)
			module = module_enter(source);
	}
	if (module && source == &mc_module_own)
		mc_home = module;
	mc_unlock();
}

void mc_module_publish_all(void)
{
	mc_lock();
	for (uint32_t i = 0; i < mc_module_limit; i++)
		if (mc_modules[i].source && !mc_modules[i].extent)
			publish(&mc_modules[i]);
	mc_unlock();
}

MC_EXPORT void __memcc_module_open(struct memcc_module *source)
{
	int error = errno;

	if (!mc_module_own.handle)
		open_one(&mc_module_own);
	if (!source->handle && source->functions_start != source->functions_stop)
		open_one(source);
	if (mc_module_any()) {
		mc_start_profile();
		if (mc_first_calls)
			mc_first_open();
		if (mc_is_running())
			mc_module_publish_all();
	}
	errno = error;
}

MC_EXPORT void __memcc_module_close(struct memcc_module *source)
{
	struct mc_module *module = source->handle;

	if (!module || source == &mc_module_own)
		return; /* events go on after the executable's destructors */
	mc_first_close(source);
	mc_lock();
	if (module->extent)
		module->extent->closed = 1;
	module->source = NULL;
	source->handle = NULL;
	mc_unlock();
}
