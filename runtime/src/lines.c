/* lines.c - memprof_line: what was charged so far to a line of source, asked from inside.
 *
 * Reads the descriptions that the compiler left (profile.h) and walks over the slots of all
 * threads, adding up as memprof does. Slots of other threads are read while they are written, word
 * by word.
 */
#define __MEMCC__ 1
#include "memprof.h" /* first: it may name what the next one poisons */
#include "internal.h"

struct bytes {
	const unsigned char *at, *end;
};

static uint64_t number(struct bytes *b)
{
	uint64_t value = 0;

	for (unsigned shift = 0; b->at < b->end && shift < 64; shift += 7) {
		unsigned char byte = *b->at++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			break;
	}
	return value;
}

static struct bytes text(struct bytes *b)
{
	uint64_t length = number(b), left = (uint64_t)(b->end - b->at);
	struct bytes found = {b->at, b->at + (length < left ? length : left)};

	b->at = found.end;
	return found;
}

/* `path`, or its end from a slash on. */
static bool names(struct bytes path, const char *wanted)
{
	size_t length = strlen(wanted), whole = (size_t)(path.end - path.at);

	return length > 0 && length <= whole && memcmp(path.end - length, wanted, length) == 0 &&
	       (length == whole || path.end[-(ptrdiff_t)length - 1] == '/' || *wanted == '/');
}

static void add_own(struct memprof_line_figures *f, const struct memprof_slot *slot)
{
	f->allocs += (int64_t)slot->allocs;
	f->allocated += (int64_t)slot->allocated;
	f->frees += (int64_t)slot->frees;
	f->freed += (int64_t)slot->freed;
	f->retained += (int64_t)(slot->allocated - slot->freed_own);
	f->peak = mc_max(f->peak, slot->peak);
}

/* Whether the site occurs in a run that ends at this slot. */
static bool in_run(const struct mc_area *area, const struct memprof_slot *slot, uint64_t records,
		   uint64_t site)
{
	while (records > 0 && slot->site != site && --records > 0)
		slot = mc_slot_above(area, slot);
	return records > 0;
}

/* Intervals that are not closed yet, or not noticed to be: what was seen inside goes outwards. */
static void add_open(struct memprof_line_figures *f, const struct mc_area *area, uint64_t site)
{
	const struct memprof_frame *outermost = area->stack.frames;
	const struct memprof_frame *frame = area->stack.inner;
	int64_t high = INT64_MIN;

	for (; frame > outermost; frame--) {
		high = mc_max(high, frame->high);
		if (in_run(area, mc_slot(frame->slot), frame->records, site))
			f->peak = mc_max(f->peak, high - frame->base);
	}
}

static void add_site(struct memprof_line_figures *f, uint64_t site)
{
	for (uint32_t a = 0; a < __atomic_load_n(&mc_area_count, __ATOMIC_ACQUIRE); a++) {
		const struct mc_area *area = mc_areas[a];

		for (uint32_t i = 0; i < area->slot_count; i++) {
			const struct memprof_slot *slot = &area->slots[i], *up = slot;

			if (slot->site == site)
				add_own(f, slot);
			if (slot->up == MEMPROF_UP_SITE && slot->site == site)
				f->increment += (slot->inclusive >> 1) +
						(slot->inclusive & 1 ? mc_direct_bytes(area) : 0);
			if (!MEMPROF_UP_IS_CONTEXT(slot->up))
				continue;
			if (in_run(area, slot, slot->runs % MEMPROF_RUN, site))
				f->peak = mc_max(f->peak, slot->run_peak);
			while (up && up->site != site)
				up = mc_slot(up->up);
			if (up)
				f->increment += mc_options.metric <= MEMPROF_METRIC_USABLE
							? (int64_t)(slot->allocated - slot->freed)
							: slot->observed;
		}
		add_open(f, area, site);
	}
}

static int statements(struct bytes *b, uint64_t file, unsigned line, uint64_t site,
		      struct memprof_line_figures *figures)
{
	int found = 0;

	for (uint64_t count = number(b); count > 0 && b->at < b->end; count--) {
		uint64_t in = number(b), at = number(b), point = 0;

		for (int field = 0; field < 6; field++)
			point = number(b); /* column, kind, block, order, counter, point word */
		if (in != file || at != line)
			continue;
		found++;
		if (point)
			add_site(figures, site + point);
	}
	return found;
}

static int function_line(const struct mc_module *module, const struct mc_function *function,
			 const char *file, unsigned line, struct memprof_line_figures *figures)
{
	const struct memcc_function *source = function->source;
	struct bytes b = {source->description, NULL};
	uint64_t site = (uint64_t)module->id << 32 |
			((uintptr_t)function->points - (uintptr_t)module->data) / 8;
	uint64_t files, index = UINT64_MAX;

	b.end = b.at + source->description_size;
	number(&b); /* version */
	number(&b); /* flags */
	for (int field = 0; field < 4; field++)
		text(&b); /* name, symbol, directory, compiler */
	files = number(&b);
	for (uint64_t i = 0; i < files && b.at < b.end; i++) {
		if (names(text(&b), file))
			index = i;
		number(&b);
		b.at = b.end - b.at < 8 ? b.end : b.at + 8;
	}
	if (index == UINT64_MAX)
		return 0;
	for (int field = 0; field < 5; field++)
		number(&b); /* file, line, column, last line, blocks */
	for (uint64_t edges = number(&b); edges > 0 && b.at < b.end; edges--)
		for (int field = 0; field < 3; field++)
			number(&b);
	return statements(&b, index, line, site, figures);
}

MC_EXPORT int memprof_line(const char *file, unsigned line, struct memprof_line_figures *figures)
{
	int found = 0;

	*figures = (struct memprof_line_figures){0};
	if (!mc_is_running())
		return 0;
	mc_lock();
	for (uint32_t m = 0; m < mc_module_limit; m++)
		for (uint32_t i = 0; mc_modules[m].source && i < mc_modules[m].function_count; i++)
			found += function_line(&mc_modules[m], &mc_modules[m].functions[i], file,
					       line, figures);
	mc_unlock();
	return found ? found : -1;
}
