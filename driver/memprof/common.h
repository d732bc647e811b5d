/* common.h - what every subcommand of memprof uses: errors, memory, growable arrays, text
 * buffers, byte units, colour. Knows nothing of profiles. */
#ifndef MEMPROF_COMMON_H
#define MEMPROF_COMMON_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Errors: one line, `memprof: error: …`. Status 1: the user's mistake; 2: ours. */
void mp_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void mp_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void mp_die(int status, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));

/* Flushes stdout; a status of 0 becomes 1, with an error, if it could not be written. */
int mp_finish(int status);

/* Memory: never null; out of memory ends the program with status 2. */
void *mp_alloc(size_t size);
void *mp_zalloc(size_t count, size_t size);
void *mp_realloc(void *old, size_t count, size_t size);
char *mp_strdup(const char *text);
char *mp_strndup(const char *text, size_t length);
char *mp_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *mp_vformat(const char *format, va_list arguments);

/* Growable arrays: three variables `T *name; size_t name_count, name_room;` of a struct or a
 * function, all zero at first. Evaluates to a pointer to the new, zeroed last element. */
void *mp_grow(void *array, size_t count, size_t *room, size_t size);
#define MP_PUSH(name, count, room)                                                                 \
	(*(void **)&(name) = mp_grow((name), (count), &(room), sizeof *(name)), &(name)[(count)++])

/* A text that grows. */
struct mp_text {
	char *data; /* zero-terminated once something was added */
	size_t size, room;
};
void mp_text_add(struct mp_text *text, const void *bytes, size_t size);
void mp_text_puts(struct mp_text *text, const char *string);
void mp_text_printf(struct mp_text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void mp_text_free(struct mp_text *text);

/* Whether a piece lies in a whole of that size, whatever a file says of them. Of words the offset
 * is in bytes. */
static inline bool mp_lies_in(uint64_t offset, uint64_t size, uint64_t whole)
{
	return offset <= whole && size <= whole - offset;
}

static inline bool mp_words_lie_in(uint64_t offset, uint64_t words, uint64_t word_count)
{
	return offset % 8 == 0 && mp_lies_in(offset / 8, words, word_count);
}

/* FNV-1a, which the profile keeps of source files, too. */
uint64_t mp_hash(const void *bytes, size_t size);

/* Byte units. AUTO shows exact bytes up to 10^9, then MiB, and GiB from 10,000 MiB. */
enum mp_unit { MP_UNIT_AUTO, MP_UNIT_B, MP_UNIT_KIB, MP_UNIT_MIB };
#define MP_BYTES_SIZE 48
/* Returns false if there is no such unit. */
bool mp_unit_parse(const char *name, enum mp_unit *unit);
/* "123 B" or "  1.500 MiB" into buffer; returns it. Bytes have no decimals. */
const char *mp_bytes(char buffer[MP_BYTES_SIZE], int64_t bytes, enum mp_unit unit, int precision);

/* "84 MiB", "64B", "1024", "1.5 KiB", "10 kB" to bytes; false if malformed or too large. */
bool mp_bytes_parse(const char *text, int64_t *bytes);

/* Colour: null or "never", "always", "auto" (a terminal without NO_COLOR). */
enum mp_colour { MP_PLAIN, MP_BOLD, MP_DIM, MP_RED, MP_GREEN, MP_YELLOW, MP_CYAN };
bool mp_colour_parse(const char *when, FILE *out, bool *on);
/* Escape sequence to start a colour or to end it (MP_PLAIN); "" while `on` is false. */
const char *mp_colour(bool on, enum mp_colour colour);

/* What getopt_long refused (`option`: '?' or ':', of an option string that begins with ':'). */
void mp_bad_option(const char *command, char **argv, int option) __attribute__((noreturn));

/* Whole-string numbers within bounds; false otherwise. */
bool mp_number_parse(const char *text, uint64_t most, uint64_t *number);

/* Path arithmetic on text alone: joins (an absolute name wins), then removes ".", ".." and "//". */
char *mp_path_join(const char *directory, const char *name);
const char *mp_path_base(const char *path);

/* Puts text where a terminal may show it: control characters become '?'. Tabs stay. */
void mp_put_safe(FILE *out, const char *text, size_t size);

/* Folder with libmemcc_rt.so and the plugins, found relative to this program (../lib/memcc).
 * To be freed. */
char *mp_library_directory(void);

#endif
