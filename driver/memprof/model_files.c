/* model_files.c - the files of a profile, each once, however many functions name it. */
#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "model_build.h"

struct mp_files {
	struct mp_arena *arena;
	struct mp_file *files;
	size_t count, room;
	uint32_t *table; /* index + 1 by hash of the absolute name; a power of two in size */
	size_t table_size;
};

struct mp_files *mp_files_new(struct mp_arena *arena)
{
	struct mp_files *files = mp_zalloc(1, sizeof *files);
	files->arena = arena;
	files->table_size = 64;
	files->table = mp_zalloc(files->table_size, sizeof *files->table);
	return files;
}

void mp_files_free(struct mp_files *files)
{
	free(files->files);
	free(files->table);
	free(files);
}

static size_t hash(const char *text)
{
	uint64_t h = mp_hash(text, strlen(text));
	return (size_t)(h ^ h >> 32);
}

static uint32_t *entry(struct mp_files *files, const char *absolute)
{
	size_t mask = files->table_size - 1;
	for (size_t i = hash(absolute) & mask;; i = (i + 1) & mask) {
		uint32_t found = files->table[i];
		if (!found || strcmp(files->files[found - 1].absolute, absolute) == 0)
			return &files->table[i];
	}
}

static void grow(struct mp_files *files)
{
	free(files->table);
	files->table_size *= 2;
	files->table = mp_zalloc(files->table_size, sizeof *files->table);
	for (size_t i = 0; i < files->count; i++)
		*entry(files, files->files[i].absolute) = (uint32_t)i + 1;
}

uint32_t mp_files_add(struct mp_files *files, struct mp_string directory,
		      const struct mp_described_file *file)
{
	char *folder = mp_strndup(directory.text, directory.size);
	char *path = mp_strndup(file->path.text, file->path.size);
	char *absolute = mp_path_join(folder, path);
	uint32_t *found = entry(files, absolute);
	if (!*found) {
		struct mp_file *new = MP_PUSH(files->files, files->count, files->room);
		new->path = mp_arena_strdup(files->arena, path);
		new->absolute = mp_arena_strdup(files->arena, absolute);
		new->size = file->size;
		new->hash = file->hash;
		*found = (uint32_t)files->count;
	}
	uint32_t index = *found - 1;
	if (files->count * 2 > files->table_size)
		grow(files);
	free(folder);
	free(path);
	free(absolute);
	return index;
}

struct mp_file *mp_files_list(const struct mp_files *files, size_t *count)
{
	struct mp_file *list = mp_arena_alloc(files->arena, files->count, sizeof *list);
	if (files->count)
		memcpy(list, files->files, files->count * sizeof *list);
	*count = files->count;
	return list;
}
