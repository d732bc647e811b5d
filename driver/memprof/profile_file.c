/* profile_file.c - see profile_file.h. */
#include "profile_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common.h"

_Static_assert(sizeof(struct memprof_header) <= MEMPROF_PAGE, "the header is one page");
_Static_assert(sizeof(struct memprof_extent) == 64, "profile.h promises 64 bytes");

/* Somebody cut the file while it was mapped: an error of the user's like any other. */
static void file_shrank(int signal)
{
	static const char text[] = "memprof: error: the profile was cut short while being read; "
				   "run memprof again\n";
	(void)signal;
	ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
	(void)ignored;
	_exit(1);
}

/* The magic is written last, and each field before it is there or not. */
static bool is_unfinished(const struct memprof_header *header)
{
	static const char nothing[sizeof header->magic];
	return memcmp(header->magic, nothing, sizeof nothing) == 0 &&
	       (header->version == 0 || header->version == MEMPROF_VERSION) &&
	       (header->endian == 0 || header->endian == MEMPROF_ENDIAN);
}

static char *validate(const struct memprof_header *header, size_t size, const char *path)
{
	if (size < MEMPROF_PAGE)
		return mp_format("%s: truncated: %zu bytes, the header alone has %u", path, size,
				 MEMPROF_PAGE);
	if (is_unfinished(header))
		return mp_format("%s: empty: its process ended before it had begun to profile",
				 path);
	if (memcmp(header->magic, MEMPROF_MAGIC, sizeof header->magic) != 0)
		return mp_format("%s: not a profile (the first bytes are not \"memprof\")", path);
	if (header->endian == __builtin_bswap64(MEMPROF_ENDIAN))
		return mp_format("%s: was written on a machine of the other byte order", path);
	if (header->endian != MEMPROF_ENDIAN)
		return mp_format("%s: damaged: field endian is 0x%llx, expected 0x%llx", path,
				 (unsigned long long)header->endian,
				 (unsigned long long)MEMPROF_ENDIAN);
	const struct {
		const char *name;
		uint32_t found, expected;
	} fields[] = {
		{"version", header->version, MEMPROF_VERSION},
		{"header_size", header->header_size, sizeof *header},
		{"word_size", header->word_size, 8},
		{"page_size", header->page_size, MEMPROF_PAGE},
	};
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (fields[i].found != fields[i].expected)
			return mp_format("%s: field %s is %u, this memprof reads %u: use the "
					 "memprof of the memcc that built the program",
					 path, fields[i].name, fields[i].found, fields[i].expected);
	if (header->metric > MEMPROF_METRIC_USS)
		return mp_format("%s: damaged: field metric is %u", path, header->metric);
	return NULL;
}

static void add_extent(struct mp_raw *raw, char *start, const struct memprof_extent *head)
{
	if (head->kind == MEMPROF_FREE || head->kind == 0)
		return;
	struct mp_extent *extent = MP_PUSH(raw->extents, raw->extent_count, raw->extent_room);
	*extent = (struct mp_extent){
		.kind = head->kind,
		.thread = head->thread,
		.module = head->module,
		.address = head->address,
		.payload = start + head->payload,
		.bytes = head->bytes,
	};
}

static bool extent_is_whole(const struct memprof_extent *head, uint64_t room)
{
	return head->magic == MEMPROF_EXTENT_MAGIC && head->size >= MEMPROF_PAGE &&
	       head->size % MEMPROF_PAGE == 0 && head->size <= room &&
	       head->payload >= sizeof *head && head->payload % 8 == 0 &&
	       head->payload <= head->size && head->bytes <= head->size - head->payload &&
	       head->address <= UINT64_MAX - head->size;
}

static void walk(struct mp_raw *raw)
{
	uint64_t offset = MEMPROF_PAGE;
	while (raw->size - offset >= sizeof(struct memprof_extent)) {
		const struct memprof_extent *head = (const void *)(raw->base + offset);
		if (head->magic == 0)
			return;
		if (!extent_is_whole(head, raw->size - offset))
			break;
		add_extent(raw, raw->base + offset, head);
		offset += head->size;
	}
	raw->unread = raw->size - offset;
}

static bool is_mapped(uint32_t kind)
{
	return kind == MEMPROF_COPY || kind == MEMPROF_SLOTS || kind == MEMPROF_RECORDS ||
	       kind == MEMPROF_FRAMES;
}

static int compare_addresses(const void *a, const void *b, void *context)
{
	const struct mp_raw *raw = context;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	uint64_t x = raw->extents[i].address, y = raw->extents[j].address;
	if (x != y)
		return x < y ? -1 : 1;
	return i < j ? -1 : i > j;
}

static int compare_threads(const void *a, const void *b, void *context)
{
	const struct mp_raw *raw = context;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	uint32_t x = raw->extents[i].thread, y = raw->extents[j].thread;
	if (x != y)
		return x < y ? -1 : 1;
	return i < j ? -1 : i > j;
}

static void index_slots(struct mp_raw *raw)
{
	raw->slots = mp_zalloc(raw->extent_count, sizeof *raw->slots);
	for (size_t i = 0; i < raw->extent_count; i++)
		if (raw->extents[i].kind == MEMPROF_SLOTS)
			raw->slots[raw->slots_count++] = (uint32_t)i;
	qsort_r(raw->slots, raw->slots_count, sizeof *raw->slots, compare_threads, raw);
}

static size_t first_slots_from(const struct mp_raw *raw, uint64_t thread)
{
	size_t low = 0, high = raw->slots_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (raw->extents[raw->slots[middle]].thread < thread)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t mp_raw_slots(const struct mp_raw *raw, uint32_t thread, size_t *first)
{
	*first = first_slots_from(raw, thread);
	return first_slots_from(raw, (uint64_t)thread + 1);
}

static void index_addresses(struct mp_raw *raw)
{
	raw->by_address = mp_zalloc(raw->extent_count, sizeof *raw->by_address);
	for (size_t i = 0; i < raw->extent_count; i++)
		if (is_mapped(raw->extents[i].kind) && raw->extents[i].bytes > 0)
			raw->by_address[raw->by_address_count++] = (uint32_t)i;
	qsort_r(raw->by_address, raw->by_address_count, sizeof *raw->by_address, compare_addresses,
		raw);
}

char *mp_raw_read(struct mp_raw *raw, char *bytes, size_t size, const char *path)
{
	*raw = (struct mp_raw){.base = bytes, .size = size};
	char *error = validate((void *)bytes, size, path);
	if (error)
		return error;
	raw->header = (void *)bytes;
	raw->cut = raw->header->file_size > size;
	walk(raw);
	index_addresses(raw);
	index_slots(raw);
	return NULL;
}

/* Opens a regular file, without waiting for the writer of a FIFO. */
static char *open_regular(const char *path, int *fd, size_t *size)
{
	struct stat status;
	*fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0)
		return mp_format("%s: %s", path, strerror(errno));
	char *error = NULL;
	if (fstat(*fd, &status) != 0)
		error = mp_format("%s: %s", path, strerror(errno));
	else if (S_ISDIR(status.st_mode))
		error = mp_format("%s: is a directory; name a profile in it", path);
	else if (!S_ISREG(status.st_mode))
		error = mp_format("%s: not a regular file", path);
	else if (status.st_size == 0)
		error = mp_format("%s: empty", path);
	else if ((uint64_t)status.st_size > SIZE_MAX / 2)
		error = mp_format("%s: too large", path);
	*size = error ? 0 : (size_t)status.st_size;
	if (error)
		close(*fd);
	return error;
}

char *mp_raw_open(struct mp_raw *raw, const char *path)
{
	int fd;
	size_t size = 0;
	*raw = (struct mp_raw){0};
	char *error = open_regular(path, &fd, &size);
	if (error)
		return error;
	signal(SIGBUS, file_shrank);
	char *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	int reason = errno;
	close(fd);
	if (base == MAP_FAILED)
		return mp_format("%s: cannot be mapped: %s", path, strerror(reason));
	error = mp_raw_read(raw, base, size, path);
	if (error) {
		munmap(base, size);
		*raw = (struct mp_raw){0};
	}
	return error;
}

void mp_raw_close(struct mp_raw *raw)
{
	if (raw->base)
		munmap(raw->base, raw->size);
	free(raw->extents);
	free(raw->by_address);
	free(raw->slots);
	*raw = (struct mp_raw){0};
}

/* Position behind the last extent that starts at or below the address. */
static size_t first_above(const struct mp_raw *raw, uint64_t address)
{
	size_t low = 0, high = raw->by_address_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (raw->extents[raw->by_address[middle]].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void *mp_raw_at(const struct mp_raw *raw, uint64_t address, uint64_t size, uint32_t kind,
		uint32_t thread, const struct mp_extent **found)
{
	/* The copies of a library that was closed may lie where a later one's lie: a few steps
	 * back, never a walk over everything. */
	size_t i = first_above(raw, address);
	for (int steps = 0; i-- > 0 && steps < 8; steps++) {
		const struct mp_extent *extent = &raw->extents[raw->by_address[i]];
		uint64_t offset = address - extent->address;
		if (offset >= extent->bytes || size > extent->bytes - offset || offset % 8)
			continue;
		if (extent->kind != kind || extent->thread != thread)
			continue;
		if (found)
			*found = extent;
		return extent->payload + offset;
	}
	return NULL;
}
