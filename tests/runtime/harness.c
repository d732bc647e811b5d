/* harness.c - see harness.h. */
#include "harness.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define MEMCC_RUNTIME 1
#include "abi.h"

/* ---- reading ---- */

#define EACH_EXTENT(profile, extent)                                                               \
	for (struct memprof_extent *extent = first_extent(profile); extent;                        \
	     extent = next_extent(profile, extent))

static struct memprof_extent *extent_at(const struct profile *profile, size_t offset)
{
	struct memprof_extent *extent = (void *)(profile->bytes + offset);

	if (offset + sizeof(*extent) > profile->size || extent->magic != MEMPROF_EXTENT_MAGIC)
		return NULL;
	return offset + extent->size <= profile->size ? extent : NULL;
}

static struct memprof_extent *first_extent(const struct profile *profile)
{
	return extent_at(profile, MEMPROF_PAGE);
}

static struct memprof_extent *next_extent(const struct profile *profile,
					  struct memprof_extent *extent)
{
	return extent_at(profile, (size_t)((char *)extent - profile->bytes) + extent->size);
}

static char *payload(struct memprof_extent *extent)
{
	return (char *)extent + extent->payload;
}

/* Address in the process to address here; null unless it is in an extent of the kind. */
static void *here(const struct profile *profile, uint64_t address, size_t size, uint32_t kind)
{
	EACH_EXTENT(profile, extent)
	if (extent->kind == kind && address >= extent->address &&
	    address + size <= extent->address + extent->bytes)
		return payload(extent) + (address - extent->address);
	return NULL;
}

static struct memprof_module *module_of(const struct profile *profile, uint64_t address,
					uint64_t id)
{
	EACH_EXTENT(profile, extent)
	{
		struct memprof_module *module = (void *)payload(extent);

		if (extent->kind == MEMPROF_MODULE &&
		    (id ? module->id == id : address - module->data_start < module->data_size))
			return module;
	}
	return NULL;
}

static uint32_t *point_cell(const struct profile *profile, uint32_t thread, uint64_t address)
{
	struct memprof_module *module = module_of(profile, address, 0);

	if (!module)
		return NULL;
	EACH_EXTENT(profile, extent)
	if (extent->kind == MEMPROF_COPY && extent->thread == thread &&
	    extent->module == module->id)
		return (void *)(payload(extent) + (address - module->data_start));
	return NULL;
}

static struct memprof_slot *slot_at(const struct profile *profile, uint64_t address)
{
	return here(profile, address, sizeof(struct memprof_slot), MEMPROF_SLOTS);
}

/* Each slot in use, of one thread or (-1) of all. */
#define EACH_SLOT(profile, which, slot)                                                            \
	EACH_EXTENT(profile, extent_)                                                              \
	if (extent_->kind == MEMPROF_SLOTS &&                                                      \
	    ((int64_t)(which) < 0 || extent_->thread == (uint32_t)(which)))                        \
		for (struct memprof_slot *slot = (void *)payload(extent_),                         \
					 *end_ = slot + extent_->bytes / sizeof(*slot);            \
		     slot < end_; slot++)                                                          \
			if (slot->site)

static void finish_free(struct profile *profile, const struct memprof_thread *thread)
{
	struct memprof_slot *owner = thread->freeing ? slot_at(profile, thread->freeing) : NULL;
	uint64_t frees = 0, freed = 0;

	EACH_SLOT(profile, thread->index, slot)
	{
		frees += slot->frees - slot->freed_count_own;
		freed += slot->freed - slot->freed_own;
	}
	if (!owner) {
		assert_int_equal(frees | freed, 0);
		return;
	}
	owner->freed_count_own += frees;
	owner->freed_own += freed;
}

static struct memprof_slot *slot_above(const struct profile *profile,
				       const struct memprof_thread *thread,
				       const struct memprof_slot *slot)
{
	return slot_at(profile, thread->slots + MEMPROF_ABOVE(slot->above) * sizeof(*slot));
}

static void close_run(struct profile *profile, const struct memprof_thread *thread,
		      struct memprof_slot *slot, uint64_t records, int64_t peak, int64_t mem_max,
		      uint64_t count)
{
	for (; records > 0; records--) {
		assert_non_null(slot);
		if (peak > slot->peak)
			slot->peak = peak;
		if (mem_max > slot->mem_max)
			slot->mem_max = mem_max;
		slot->intervals += count;
		slot = slot_above(profile, thread, slot);
	}
}

static void spread_runs(struct profile *profile, const struct memprof_thread *thread,
			struct memprof_slot *slot)
{
	close_run(profile, thread, slot, slot->runs / MEMPROF_RUN ? slot->runs % MEMPROF_RUN : 0,
		  slot->run_peak, slot->run_mem_max, slot->runs / MEMPROF_RUN);
}

static struct memprof_frame *frame_at(const struct profile *profile,
				      const struct memprof_thread *thread, uint64_t index)
{
	struct memprof_frame *frame = here(profile, thread->frames + index * sizeof(*frame),
					   sizeof(*frame), MEMPROF_FRAMES);

	assert_non_null(frame);
	assert_true(frame->records > 0);
	return frame;
}

static void close_frames(struct profile *profile, const struct memprof_thread *thread)
{
	uint64_t changed = thread->open & 1, covered = 0, last = 0;
	uint64_t open = (thread->open - thread->records) / sizeof(uint64_t);
	int64_t high = INT64_MIN;
	uint64_t ended;

	while (covered < open)
		covered += frame_at(profile, thread, ++last)->records;
	for (ended = changed ? 0 : covered - open; last > 0; last--, ended = changed = 0) {
		const struct memprof_frame *head = frame_at(profile, thread, last + changed);
		struct memprof_frame *frame = frame_at(profile, thread, last);
		struct memprof_slot *slot = slot_at(profile, head->slot);

		for (uint64_t i = 0; i < ended; i++)
			slot = slot_above(profile, thread, slot);
		if (frame->high > high)
			high = frame->high;
		close_run(profile, thread, slot, head->records - ended, high - frame->base,
			  INT64_MIN, 1);
	}
}

/* The duties of a reader, as profile.h lists them. */
static void close_thread(struct profile *profile, struct memprof_thread *thread)
{
	struct memcc_thread *block = here(profile, thread->block, sizeof(*block), MEMPROF_COPY);

	assert_non_null(block);
	finish_free(profile, thread);
	if (profile->header->metric <= MEMPROF_METRIC_USABLE) {
		thread->live = 0;
		EACH_SLOT(profile, thread->index, slot)
		thread->live += (int64_t)(slot->allocated - slot->freed);
	}
	EACH_SLOT(profile, thread->index, slot)
	if (MEMPROF_UP_IS_CONTEXT(slot->up))
		spread_runs(profile, thread, slot);
	close_frames(profile, thread);
	for (uint64_t record = (uintptr_t)block->top; record > thread->records;
	     record -= sizeof(uint64_t)) {
		uint64_t *word = here(profile, record, sizeof(*word), MEMPROF_RECORDS);
		uint32_t *cell =
			word ? point_cell(profile, thread->index, MEMCC_POINT_ADDRESS(*word))
			     : NULL;

		if (cell)
			cell[1 + MEMCC_POINT_VARIANT(*word)]++;
	}
}

void profile_read(struct profile *profile, const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat info;

	assert_true(fd >= 0 && fstat(fd, &info) == 0);
	if (info.st_size < (off_t)MEMPROF_PAGE) { /* killed before there was anything in it */
		static char nothing[MEMPROF_PAGE];

		*profile = (struct profile){nothing, 0, (void *)nothing};
		close(fd);
		return;
	}
	profile->size = (size_t)info.st_size;
	profile->bytes = mmap(NULL, profile->size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	assert_true(profile->bytes != MAP_FAILED);
	close(fd);
	profile->header = (void *)profile->bytes;
	if (profile->header->magic[0] == 0)
		return; /* killed before it was one */
	assert_memory_equal(profile->header->magic, MEMPROF_MAGIC, 8);
	EACH_EXTENT(profile, extent)
	if (extent->kind == MEMPROF_THREAD)
		close_thread(profile, (void *)payload(extent));
}

/* ---- figures ---- */

static struct memprof_function *function_named(struct memprof_module *module, const char *name)
{
	struct memprof_function *functions = (void *)(module + 1);

	for (uint32_t i = 0; i < module->function_count; i++)
		if (strcmp((char *)module + functions[i].description_offset + 2, name) == 0)
			return &functions[i];
	return NULL;
}

static void add_own(struct figures *figures, const struct memprof_slot *slot)
{
	figures->allocs += (int64_t)slot->allocs;
	figures->allocated += (int64_t)slot->allocated;
	figures->frees += (int64_t)slot->frees;
	figures->freed += (int64_t)slot->freed;
	figures->retained += (int64_t)(slot->allocated - slot->freed_own);
	figures->intervals += (int64_t)slot->intervals;
	if (slot->peak > figures->peak)
		figures->peak = slot->peak;
	if (slot->intervals && slot->mem_max > figures->mem_max)
		figures->mem_max = slot->mem_max;
}

/* Sites from `first` to `last`: own figures, and the net of all that hangs below them. */
static void add_sites(const struct profile *profile, uint64_t first, uint64_t last,
		      struct figures *figures)
{
	EACH_SLOT(profile, -1, slot)
	{
		const struct memprof_slot *up = slot;

		if (slot->site >= first && slot->site <= last)
			add_own(figures, slot);
		while (up && (up->site < first || up->site > last))
			up = MEMPROF_UP_IS_SLOT(up->up) ? slot_at(profile, up->up) : NULL;
		if (up)
			figures->increment += profile->header->metric <= MEMPROF_METRIC_USABLE
						      ? (int64_t)(slot->allocated - slot->freed)
						      : slot->observed;
	}
}

static void add_copy(struct memprof_extent *copy, const struct memprof_function *function,
		     int statement, struct figures *figures)
{
	uint64_t *counters = (void *)(payload(copy) + function->counters);
	uint32_t *cells = (void *)(payload(copy) + function->points);

	figures->occurrences += (int64_t)counters[statement];
	if (statement > 0)
		for (int variant = 0; variant < 4; variant++)
			figures->abandoned +=
				(int32_t)cells[2 * (1 + 3 * (statement - 1)) + 1 + variant];
}

struct figures profile_figures(const struct profile *profile, const char *name, int statement)
{
	struct figures figures = {0};

	EACH_EXTENT(profile, extent)
	{
		struct memprof_module *module = (void *)payload(extent);
		struct memprof_function *function =
			extent->kind == MEMPROF_MODULE ? function_named(module, name) : NULL;
		uint64_t site;

		if (!function)
			continue;
		site = (uint64_t)module->id << 32 | function->points / 8;
		if (statement == 0)
			add_sites(profile, site, site + function->point_words - 1, &figures);
		else
			add_sites(profile, site + 3 * (uint64_t)statement - 2,
				  site + 3 * (uint64_t)statement - 2, &figures);
		EACH_EXTENT(profile, copy)
		if (copy->kind == MEMPROF_COPY && copy->module == module->id)
			add_copy(copy, function, statement, &figures);
	}
	return figures;
}

struct figures profile_outside(const struct profile *profile)
{
	struct figures figures = {0};

	add_sites(profile, MEMPROF_SITE_OUTSIDE, MEMPROF_SITE_OUTSIDE, &figures);
	return figures;
}

int64_t profile_live(const struct profile *profile)
{
	int64_t live = 0;

	EACH_EXTENT(profile, extent)
	if (extent->kind == MEMPROF_THREAD)
		live += ((struct memprof_thread *)(void *)payload(extent))->live;
	return live;
}

int profile_threads(const struct profile *profile)
{
	int count = 0;

	EACH_EXTENT(profile, extent)
	count += extent->kind == MEMPROF_THREAD;
	return count;
}

static void assert_conservation(const struct profile *profile, struct memprof_module *module,
				const struct memprof_function *function)
{
	const char *name = (char *)module + function->description_offset + 2;
	struct figures whole = profile_figures(profile, name, 0);
	int64_t sum = 0;

	for (uint64_t word = 1; word + 3 <= function->point_words; word += 3)
		sum += profile_figures(profile, name, (int)(1 + word / 3)).increment;
	if (sum != whole.increment)
		print_error("%s: statements %lld, activations %lld\n", name, (long long)sum,
			    (long long)whole.increment);
	assert_true(sum == whole.increment);
}

void assert_laws(const struct profile *profile, const char *recursive)
{
	struct figures all = {0};

	EACH_SLOT(profile, -1, slot)
	add_own(&all, slot);
	assert_true(all.allocated - all.freed == profile_live(profile));
	assert_true(all.retained == all.allocated - all.freed);
	EACH_EXTENT(profile, extent)
	{
		struct memprof_module *module = (void *)payload(extent);
		struct memprof_function *functions = (void *)(module + 1);

		for (uint32_t i = 0; extent->kind == MEMPROF_MODULE && i < module->function_count;
		     i++)
			if (!recursive ||
			    !strstr(recursive,
				    (char *)module + functions[i].description_offset + 2))
				assert_conservation(profile, module, &functions[i]);
	}
}

/* ---- running ---- */

static void read_folder(struct run *run)
{
	DIR *folder = opendir(run->folder);
	struct dirent *entry;
	char path[1024];

	assert_non_null(folder);
	while ((entry = readdir(folder)))
		if (entry->d_name[0] != '.' && run->count < 64) {
			snprintf(path, sizeof(path), "%s/%s", run->folder, entry->d_name);
			profile_read(&run->profiles[run->count++], path);
		}
	closedir(folder);
}

static void exec_program(const char *scenario, const char *options, const struct run *run)
{
	const char *program = getenv("PROGRAM");
	char text[1024];

	snprintf(text, sizeof(text), "file=%s/%%p.memprof:quiet=1%s%s", run->folder,
		 options && *options ? ":" : "", options ? options : "");
	setenv("MEMCC_OPTIONS", text, 1);
	if (getenv("PRELOAD"))
		setenv("LD_PRELOAD", getenv("PRELOAD"), 1);
	execl(program, program, scenario, (char *)NULL);
	_exit(126);
}

void run_program_with(struct run *run, const char *scenario, const char *options,
		      void (*before)(void), void (*meanwhile)(pid_t))
{
	int ends[2];
	size_t used = 0;
	ssize_t got;

	assert_non_null(getenv("PROGRAM"));
	memset(run, 0, sizeof(*run));
	snprintf(run->folder, sizeof(run->folder), "%s/memcc-test-XXXXXX",
		 getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(run->folder));
	assert_int_equal(pipe(ends), 0);
	run->pid = fork();
	assert_true(run->pid >= 0);
	if (run->pid == 0) {
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		close(ends[0]);
		close(ends[1]);
		if (before)
			before();
		exec_program(scenario, options, run);
	}
	close(ends[1]);
	if (meanwhile)
		meanwhile(run->pid);
	while ((got = read(ends[0], run->output + used, sizeof(run->output) - 1 - used)) > 0)
		used += (size_t)got;
	close(ends[0]);
	assert_int_equal(waitpid(run->pid, &run->status, 0), run->pid);
	read_folder(run);
}

void run_program(struct run *run, const char *scenario, const char *options)
{
	run_program_with(run, scenario, options, NULL, NULL);
}

struct profile *run_profile(struct run *run, pid_t pid)
{
	for (int i = 0; i < run->count; i++)
		if (run->profiles[i].header->pid == (uint32_t)pid)
			return &run->profiles[i];
	return NULL;
}

void run_done(struct run *run)
{
	DIR *folder = opendir(run->folder);
	struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
	rmdir(run->folder);
	for (int i = 0; i < run->count; i++)
		munmap(run->profiles[i].bytes, run->profiles[i].size);
}
