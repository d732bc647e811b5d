/* arena.c - see arena.h. Chunks in a list; large pieces get a chunk of their own. */
#include "arena.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "common.h"

#define CHUNK ((size_t)256 * 1024)
#define ALIGN (sizeof(max_align_t))

struct chunk {
	struct chunk *next;
	size_t used, room;
	max_align_t data[];
};

struct mp_arena {
	struct chunk *chunks; /* the first has room left */
};

struct mp_arena *mp_arena_new(void)
{
	return mp_zalloc(1, sizeof(struct mp_arena));
}

void mp_arena_free(struct mp_arena *arena)
{
	while (arena->chunks) {
		struct chunk *next = arena->chunks->next;
		free(arena->chunks);
		arena->chunks = next;
	}
	free(arena);
}

static struct chunk *chunk_new(size_t room)
{
	if (room > SIZE_MAX - sizeof(struct chunk))
		mp_die(2, "out of memory");
	struct chunk *chunk = mp_zalloc(1, sizeof *chunk + room);
	chunk->room = room;
	return chunk;
}

void *mp_arena_alloc(struct mp_arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - ALIGN)
		mp_die(2, "out of memory (%zu times %zu bytes were needed)", count, size);
	bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
	struct chunk *first = arena->chunks;
	if (bytes > CHUNK / 4) {
		struct chunk *own = chunk_new(bytes);
		own->used = bytes;
		own->next = first ? first->next : NULL;
		if (first)
			first->next = own;
		else
			arena->chunks = own;
		return own->data;
	}
	if (!first || first->room - first->used < bytes) {
		struct chunk *chunk = chunk_new(CHUNK);
		chunk->next = first;
		arena->chunks = first = chunk;
	}
	void *piece = (char *)first->data + first->used;
	first->used += bytes;
	return piece;
}

char *mp_arena_strndup(struct mp_arena *arena, const char *text, size_t length)
{
	char *copy = mp_arena_alloc(arena, length + 1, 1);
	memcpy(copy, text, length);
	return copy;
}

char *mp_arena_strdup(struct mp_arena *arena, const char *text)
{
	return mp_arena_strndup(arena, text, strlen(text));
}

char *mp_arena_format(struct mp_arena *arena, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *text = mp_vformat(format, arguments);
	va_end(arguments);
	char *copy = mp_arena_strdup(arena, text);
	free(text);
	return copy;
}
