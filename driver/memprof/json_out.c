/* json_out.c - see json_out.h. */
#include "json_out.h"

#include <inttypes.h>
#include <string.h>

static bool is_flat(const struct mp_json *json)
{
	return json->flat && json->depth >= json->flat;
}

static void break_line(struct mp_json *json)
{
	if (is_flat(json))
		return;
	putc('\n', json->out);
	for (int i = 0; i < json->depth; i++)
		putc(' ', json->out);
}

/* Length of the valid UTF-8 character at `at`, 0 if there is none. */
static size_t character(const unsigned char *at, size_t left)
{
	static const struct {
		unsigned char first, last;
		size_t length;
		unsigned char second_least, second_most;
	} forms[] = {
		{0x00, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf},
		{0xe0, 0xe0, 3, 0xa0, 0xbf}, {0xe1, 0xec, 3, 0x80, 0xbf},
		{0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
		{0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf},
		{0xf4, 0xf4, 4, 0x80, 0x8f},
	};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (at[0] < forms[i].first || at[0] > forms[i].last)
			continue;
		if (forms[i].length > left)
			return 0;
		if (forms[i].length > 1 &&
		    (at[1] < forms[i].second_least || at[1] > forms[i].second_most))
			return 0;
		for (size_t k = 2; k < forms[i].length; k++)
			if ((at[k] & 0xc0) != 0x80)
				return 0;
		return forms[i].length;
	}
	return 0;
}

static void put_quoted(FILE *out, const char *text, size_t size)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + size;
	putc('"', out);
	while (at < end) {
		const unsigned char *start = at;
		while (at < end && *at >= 0x20 && *at < 0x7f && *at != '"' && *at != '\\')
			at++;
		fwrite(start, 1, (size_t)(at - start), out);
		if (at == end)
			break;
		size_t length = *at < 0x20 || *at == 0x7f ? 1 : character(at, (size_t)(end - at));
		if (*at == '"' || *at == '\\')
			fprintf(out, "\\%c", *at);
		else if (*at == '\t')
			fputs("\\t", out);
		else if (*at == '\n')
			fputs("\\n", out);
		else if (*at < 0x20 || *at == 0x7f)
			fprintf(out, "\\u%04x", *at);
		else if (length)
			fwrite(at, 1, length, out);
		else
			fputs("\xef\xbf\xbd", out);
		at += length ? length : 1;
	}
	putc('"', out);
}

static void begin(struct mp_json *json, const char *key)
{
	if (json->comma)
		fputs(is_flat(json) ? ", " : ",", json->out);
	if (json->depth > 0)
		break_line(json);
	json->comma = true;
	if (!key)
		return;
	put_quoted(json->out, key, strlen(key));
	fputs(": ", json->out);
}

void mp_json_open(struct mp_json *json, const char *key, char bracket)
{
	begin(json, key);
	putc(bracket, json->out);
	json->depth++;
	json->comma = false;
}

void mp_json_close(struct mp_json *json, char bracket)
{
	bool flat = is_flat(json), empty = !json->comma;
	json->depth--;
	if (!flat && !empty)
		break_line(json);
	putc(bracket, json->out);
	json->comma = true;
	if (json->depth == 0)
		putc('\n', json->out);
}

void mp_json_int(struct mp_json *json, const char *key, int64_t value)
{
	begin(json, key);
	fprintf(json->out, "%" PRId64, value);
}

void mp_json_uint(struct mp_json *json, const char *key, uint64_t value)
{
	begin(json, key);
	fprintf(json->out, "%" PRIu64, value);
}

void mp_json_bool(struct mp_json *json, const char *key, bool value)
{
	begin(json, key);
	fputs(value ? "true" : "false", json->out);
}

void mp_json_text(struct mp_json *json, const char *key, const char *text, size_t size)
{
	begin(json, key);
	put_quoted(json->out, text, size);
}

void mp_json_string(struct mp_json *json, const char *key, const char *text)
{
	mp_json_text(json, key, text, strlen(text));
}

void mp_json_null(struct mp_json *json, const char *key)
{
	begin(json, key);
	fputs("null", json->out);
}
