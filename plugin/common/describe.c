/* describe.c - renders a function's description into the bytes of profile.h.
 *
 * Files are numbered per function; what was read of a file (size and hash) is kept for the whole
 * compilation, since most functions of a unit lie in the same few.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "describe.h"
#include "profile.h"

#define FNV_START 0xcbf29ce484222325ull
#define FNV_PRIME 0x100000001b3ull

struct file {
	char *path;
	uint64_t size, hash;
};

static struct file *known; /* every file met in this compilation */
static size_t known_count;

static uint32_t *used; /* by the function under way: indices into known */
static size_t used_count, used_room;

const char *(*mcc_description_written)(const char *path);

static struct {
	unsigned char *bytes;
	size_t size, room;
} out;

static void *must_grow(void *memory, size_t count, size_t size)
{
	memory = realloc(memory, count * size);
	if (!memory)
		abort();
	return memory;
}

/* Leaves size and hash 0 for anything but a regular file that can be read to its end. */
static void read_contents(struct file *file)
{
	unsigned char buffer[16384];
	uint64_t size = 0, hash = FNV_START;
	struct stat status;
	ssize_t got = -1;
	int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
		while ((got = read(fd, buffer, sizeof buffer)) > 0) {
			for (ssize_t i = 0; i < got; i++)
				hash = (hash ^ buffer[i]) * FNV_PRIME;
			size += (uint64_t)got;
		}
	}
	close(fd);
	if (got == 0 && size > 0) {
		file->size = size;
		file->hash = hash;
	}
}

static uint32_t know(const char *path)
{
	for (size_t i = 0; i < known_count; i++)
		if (!strcmp(known[i].path, path))
			return (uint32_t)i;
	known = must_grow(known, known_count + 1, sizeof *known);
	known[known_count] = (struct file){strdup(path), 0, 0};
	if (!known[known_count].path)
		abort();
	read_contents(&known[known_count]);
	return (uint32_t)known_count++;
}

uint32_t mcc_description_file(const char *path)
{
	uint32_t file = know(path);

	for (size_t i = 0; i < used_count; i++)
		if (used[i] == file)
			return (uint32_t)i;
	if (used_count == used_room) {
		used_room = used_room ? 2 * used_room : 8;
		used = must_grow(used, used_room, sizeof *used);
	}
	used[used_count] = file;
	return (uint32_t)used_count++;
}

void mcc_description_reset(void)
{
	used_count = 0;
}

static void put_bytes(const void *bytes, size_t size)
{
	if (out.room - out.size < size) {
		out.room = 2 * out.room + size + 256;
		out.bytes = must_grow(out.bytes, out.room, 1);
	}
	if (size)
		memcpy(out.bytes + out.size, bytes, size);
	out.size += size;
}

static void put(uint64_t value)
{
	unsigned char byte;

	do {
		byte = value & 0x7f;
		value >>= 7;
		if (value)
			byte |= 0x80;
		put_bytes(&byte, 1);
	} while (value);
}

static void put_string(const char *text)
{
	size_t size = text ? strlen(text) : 0;

	put(size);
	put_bytes(text, size);
}

static void put_path(const char *path)
{
	put_string(path && mcc_description_written ? mcc_description_written(path) : path);
}

static void put_word(uint64_t word)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(word >> 8 * i);
	put_bytes(bytes, sizeof bytes);
}

static void put_files(void)
{
	put(used_count);
	for (size_t i = 0; i < used_count; i++) {
		const struct file *file = &known[used[i]];

		put_path(file->path);
		put(file->size);
		put_word(file->hash);
	}
}

static void put_edges(const struct mcc_description *d)
{
	put(d->edge_count);
	for (size_t i = 0; i < d->edge_count; i++) {
		put(d->edges[i].source);
		put(d->edges[i].target);
		put((uint64_t)(d->edges[i].counter + 1));
	}
}

static void put_statement(const struct mcc_statement *s)
{
	put(s->file);
	put(s->line);
	put(s->column);
	put(s->kind);
	put((uint64_t)(s->block + 1));
	put(s->order);
	put((uint64_t)(s->counter + 1));
	put(s->point_word);
}

static void put_point(const struct mcc_point *p)
{
	put(p->statement);
	put(p->variant);
	put(p->block);
	put(p->order);
	put(p->flags);
}

const unsigned char *mcc_description_bytes(const struct mcc_description *d, size_t *size)
{
	out.size = 0;
	put(MEMPROF_DESC_VERSION);
	put(d->flags);
	put_string(d->name);
	put_string(d->symbol);
	put_path(d->directory);
	put_string(d->compiler);
	put_files();
	put(d->file);
	put(d->line);
	put(d->column);
	put(d->last_line);
	put(d->blocks);
	put_edges(d);
	put(d->statement_count);
	for (size_t i = 0; i < d->statement_count; i++)
		put_statement(&d->statements[i]);
	put(d->point_count);
	for (size_t i = 0; i < d->point_count; i++)
		put_point(&d->points[i]);
	*size = out.size;
	return out.bytes;
}
