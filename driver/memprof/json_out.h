/* json_out.h - writes JSON as it goes, without a tree: profiles may hold 100,000 lines.
 * Commas, nesting and escapes are its business; invalid UTF-8 becomes U+FFFD. */
#ifndef MEMPROF_JSON_OUT_H
#define MEMPROF_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct mp_json {
	FILE *out;
	int depth;
	int flat; /* objects at this depth and below stay on one line; 0: none do */
	bool comma;
};

/* `key` is null within arrays and for the document itself. */
void mp_json_open(struct mp_json *json, const char *key, char bracket); /* '{' or '[' */
void mp_json_close(struct mp_json *json, char bracket);
void mp_json_int(struct mp_json *json, const char *key, int64_t value);
void mp_json_uint(struct mp_json *json, const char *key, uint64_t value);
void mp_json_bool(struct mp_json *json, const char *key, bool value);
void mp_json_string(struct mp_json *json, const char *key, const char *text);
void mp_json_text(struct mp_json *json, const char *key, const char *text, size_t size);
void mp_json_null(struct mp_json *json, const char *key);

#endif
