/* arena.h - memory that lives as long as the profile it belongs to. */
#ifndef MEMPROF_ARENA_H
#define MEMPROF_ARENA_H

#include <stddef.h>

struct mp_arena;

struct mp_arena *mp_arena_new(void);
void mp_arena_free(struct mp_arena *arena);
/* Zeroed and aligned for anything. */
void *mp_arena_alloc(struct mp_arena *arena, size_t count, size_t size);
char *mp_arena_strndup(struct mp_arena *arena, const char *text, size_t length);
char *mp_arena_strdup(struct mp_arena *arena, const char *text);
char *mp_arena_format(struct mp_arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
