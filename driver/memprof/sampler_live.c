/* sampler_live.c - finds the profile of a running process among its mappings and reads figures
 * out of it. Functions and their names: sampler_functions.c. */
#include "sampler_live.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "sampler_functions.h"

static bool read_at(int fd, void *to, size_t size, uint64_t offset)
{
	return pread(fd, to, size, (off_t)offset) == (ssize_t)size;
}

static bool header_is_good(const struct memprof_header *header)
{
	return !memcmp(header->magic, MEMPROF_MAGIC, sizeof header->magic) &&
	       header->version == MEMPROF_VERSION && header->endian == MEMPROF_ENDIAN;
}

static bool open_profile(struct sampler_live *live, const char *path, pid_t pid)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return false;
	struct memprof_header header;
	if (!read_at(fd, &header, sizeof header, 0) || !header_is_good(&header) ||
	    header.pid != (uint32_t)pid) {
		close(fd);
		return false;
	}
	*live = (struct sampler_live){
		.fd = fd, .path = mp_strdup(path), .header = header, .walked = MEMPROF_PAGE};
	sampler_live_refresh(live);
	return true;
}

/* A line of maps: address perms offset device inode, blanks, path. */
static const char *shared_path(char *line)
{
	char permissions[8];
	int path_at = 0;
	line[strcspn(line, "\n")] = '\0';
	if (sscanf(line, "%*s %7s %*s %*s %*s %n", permissions, &path_at) < 1 || !path_at)
		return NULL;
	if (strlen(permissions) < 4 || permissions[3] != 's' || line[path_at] != '/')
		return NULL;
	return line + path_at;
}

bool sampler_live_find(struct sampler_live *live, pid_t pid)
{
	char maps[64], line[4400], tried[4400] = "";
	snprintf(maps, sizeof maps, "/proc/%ld/maps", (long)pid);
	FILE *file = fopen(maps, "re");
	bool found = false;
	while (file && !found && fgets(line, sizeof line, file)) {
		const char *path = shared_path(line);
		if (!path || !strcmp(path, tried) || !strncmp(path, "/dev/", 5))
			continue;
		strcpy(tried, path);
		found = open_profile(live, path, pid);
	}
	if (file)
		fclose(file);
	return found;
}

bool sampler_live_find_ended(struct sampler_live *live, pid_t pid)
{
	DIR *directory = opendir(".");
	bool found = false;
	for (struct dirent *entry; directory && !found && (entry = readdir(directory));) {
		const char *dot = strrchr(entry->d_name, '.');
		char *path = dot && !strcmp(dot, ".memprof") ? realpath(entry->d_name, NULL) : NULL;
		found = path && open_profile(live, path, pid);
		free(path);
	}
	if (directory)
		closedir(directory);
	return found;
}

void sampler_live_close(struct sampler_live *live)
{
	if (live->fd < 0)
		return;
	close(live->fd);
	for (size_t i = 0; i < live->function_count; i++)
		free(live->functions[i].name);
	free(live->functions);
	free(live->extents);
	free(live->path);
	*live = (struct sampler_live){.fd = -1};
}

static bool extent_is_good(const struct memprof_extent *head)
{
	return head->magic == MEMPROF_EXTENT_MAGIC && head->size >= MEMPROF_PAGE &&
	       head->size % MEMPROF_PAGE == 0 && head->size < (uint64_t)1 << 46 &&
	       head->payload >= sizeof *head && head->payload <= head->size &&
	       head->bytes <= head->size - head->payload;
}

static void take_in(struct sampler_live *live, struct sampler_extent *extent)
{
	if (extent->head.kind == MEMPROF_MODULE)
		sampler_functions_add(live, extent);
}

/* An extent is chained as FREE, and gets its kind when it is filled. */
static void look_again(struct sampler_live *live)
{
	for (size_t i = 0; i < live->extent_count; i++) {
		struct sampler_extent *extent = &live->extents[i];
		uint64_t at = extent->payload - extent->head.payload;
		struct memprof_extent head;
		if (extent->head.kind != MEMPROF_FREE ||
		    !read_at(live->fd, &head, sizeof head, at) || !extent_is_good(&head) ||
		    head.kind == MEMPROF_FREE || head.size != extent->head.size)
			continue;
		*extent = (struct sampler_extent){head, at + head.payload, 0};
		take_in(live, extent);
	}
}

void sampler_live_refresh(struct sampler_live *live)
{
	struct memprof_header header;
	if (read_at(live->fd, &header, sizeof header, 0) && header_is_good(&header))
		live->header = header;
	look_again(live);
	struct memprof_extent head;
	while (read_at(live->fd, &head, sizeof head, live->walked) && extent_is_good(&head)) {
		struct sampler_extent *extent =
			MP_PUSH(live->extents, live->extent_count, live->extent_room);
		*extent = (struct sampler_extent){head, live->walked + head.payload, 0};
		live->walked += head.size;
		take_in(live, extent);
	}
}

/* Where an address of the process lies in the file; 0: nowhere. */
static uint64_t offset_of(const struct sampler_live *live, uint32_t kind, uint64_t address,
			  uint64_t size)
{
	for (size_t i = 0; i < live->extent_count; i++) {
		const struct sampler_extent *e = &live->extents[i];
		uint64_t within = address - e->head.address;
		uint64_t room = e->head.size - e->head.payload;
		if (e->head.kind == kind && address >= e->head.address && within < room &&
		    size <= room - within)
			return e->payload + within;
	}
	return 0;
}

static const struct sampler_extent *thread_extent(const struct sampler_live *live, size_t thread)
{
	for (size_t i = 0; i < live->extent_count; i++)
		if (live->extents[i].head.kind == MEMPROF_THREAD && !thread--)
			return &live->extents[i];
	return NULL;
}

size_t sampler_live_threads(const struct sampler_live *live)
{
	size_t count = 0;
	for (size_t i = 0; i < live->extent_count; i++)
		count += live->extents[i].head.kind == MEMPROF_THREAD;
	return count;
}

bool sampler_live_heap(struct sampler_live *live, int64_t *bytes)
{
	if (live->header.metric > MEMPROF_METRIC_USABLE)
		return false;
	*bytes = live->header.inherited;
	for (size_t i = 0; i < live->extent_count; i++) {
		int64_t part;
		if (live->extents[i].head.kind != MEMPROF_THREAD)
			continue;
		if (!read_at(live->fd, &part, sizeof part,
			     live->extents[i].payload + offsetof(struct memprof_thread, live)))
			return false;
		*bytes += part;
	}
	return true;
}

size_t sampler_live_stack(struct sampler_live *live, size_t thread,
			  const struct sampler_function *stack[SAMPLER_LIVE_DEPTH])
{
	const struct sampler_extent *extent = thread_extent(live, thread);
	struct memprof_thread area;
	uint64_t top, records[SAMPLER_LIVE_DEPTH];
	if (!extent || !read_at(live->fd, &area, sizeof area, extent->payload) || area.state != 1)
		return 0;
	uint64_t at = offset_of(live, MEMPROF_COPY, area.block, 2 * sizeof top);
	if (!at || !read_at(live->fd, &top, sizeof top, at) || top <= area.records)
		return 0;
	uint64_t count = (top - area.records) / sizeof *records;
	if (count > SAMPLER_LIVE_DEPTH)
		count = SAMPLER_LIVE_DEPTH;
	at = offset_of(live, MEMPROF_RECORDS, area.records + sizeof *records,
		       count * sizeof *records);
	if (!at || !read_at(live->fd, records, count * sizeof *records, at))
		return 0;
	size_t depth = 0;
	for (uint64_t i = 0; i < count; i++)
		if ((stack[depth] = sampler_functions_find(live, records[i])))
			depth++;
	return depth;
}

bool sampler_live_mark(struct sampler_live *live, struct memprof_mark *mark)
{
	for (size_t i = 0; i < live->extent_count; i++) {
		struct sampler_extent *e = &live->extents[i];
		if (e->head.kind != MEMPROF_MARKS)
			continue;
		if ((e->marks + 1) * sizeof *mark > e->head.size - e->head.payload ||
		    !read_at(live->fd, mark, sizeof *mark, e->payload + e->marks * sizeof *mark) ||
		    !mark->time_ns)
			continue;
		mark->name[sizeof mark->name - 1] = '\0';
		e->marks++;
		return true;
	}
	return false;
}
