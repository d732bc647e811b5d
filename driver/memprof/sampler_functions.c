/* sampler_functions.c - reads the few fields of function descriptions that a bracket needs (the
 * whole description is the profile reader's business). Names are made so that mprof takes them:
 * a blank breaks its FUNC record, a dot cuts the label, `$` starts its mathematics. */
#include "sampler_functions.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi.h"
#include "common.h"
#include "sampler_output.h"

#define NAME_MOST 200
#define MODULE_MOST ((uint64_t)256 << 20)

struct cursor {
	const unsigned char *at, *end;
};

static uint64_t number(struct cursor *c)
{
	uint64_t value = 0;
	for (unsigned shift = 0; c->at < c->end && shift < 64; shift += 7) {
		unsigned char byte = *c->at++;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			break;
	}
	return value;
}

struct string {
	const char *text;
	size_t size;
};

static struct string string(struct cursor *c)
{
	uint64_t size = number(c);
	if (size > (uint64_t)(c->end - c->at))
		size = (uint64_t)(c->end - c->at);
	struct string result = {(const char *)c->at, size};
	c->at += size;
	return result;
}

static void skip(struct cursor *c, size_t size)
{
	c->at += size < (size_t)(c->end - c->at) ? size : (size_t)(c->end - c->at);
}

/* Path of the file that holds the function: the list comes first, the index after it. */
static struct string home(struct cursor *c)
{
	uint64_t count = number(c);
	struct cursor list = *c;
	for (uint64_t i = 0; i < count && c->at < c->end; i++) {
		string(c);
		number(c);
		skip(c, 8);
	}
	uint64_t index = number(c);
	struct string path = {"", 0};
	for (uint64_t i = 0; i <= index && i < count && list.at < list.end; i++) {
		path = string(&list);
		number(&list);
		skip(&list, 8);
	}
	return path;
}

void sampler_name_clean(char *name, bool without_dots)
{
	char *to = name;
	for (const char *from = name; *from;) {
		size_t length = sampler_utf8_length(from);
		if (length > 1) {
			memmove(to, from, length);
			to += length;
		} else if (!length || *from < ' ' || *from == 0x7f || *from == '$') {
			*to++ = '_';
		} else if (*from == '.' && without_dots) {
			*to++ = '_';
		} else if (*from != ' ') {
			*to++ = *from;
		}
		from += length ? length : 1;
	}
	*to = '\0';
}

char *sampler_function_name(const char *name, const char *path)
{
	char *function = mp_strndup(name, strnlen(name, NAME_MOST));
	char *stem = mp_strdup(mp_path_base(path));
	char *dot = strrchr(stem, '.');
	if (dot && dot != stem)
		*dot = '\0';
	sampler_name_clean(function, true);
	sampler_name_clean(stem, true);
	char *result = mp_format("%.100s.%s", stem, function);
	free(stem);
	free(function);
	return result;
}

static char *made_name(struct cursor description)
{
	number(&description); /* version */
	number(&description); /* flags */
	struct string name = string(&description);
	for (int i = 0; i < 3; i++) /* symbol, directory, compiler */
		string(&description);
	struct string path = home(&description);
	char *function = mp_strndup(name.text, name.size);
	char *file = mp_strndup(path.text, path.size);
	char *result = sampler_function_name(function, file);
	free(file);
	free(function);
	return result;
}

static int by_start(const void *a, const void *b)
{
	const struct sampler_function *f = a, *g = b;
	return (f->start > g->start) - (f->start < g->start);
}

static void take(struct sampler_live *live, const unsigned char *payload, uint64_t bytes)
{
	struct memprof_module module;
	memcpy(&module, payload, sizeof module);
	uint64_t most = (bytes - sizeof module) / sizeof(struct memprof_function);
	for (uint64_t i = 0; i < module.function_count && i < most; i++) {
		struct memprof_function function;
		memcpy(&function, payload + sizeof module + i * sizeof function, sizeof function);
		if (!mp_lies_in(function.description_offset, function.description_size, bytes))
			continue;
		const unsigned char *at = payload + function.description_offset;
		uint64_t start = module.data_start + function.points;
		*MP_PUSH(live->functions, live->function_count,
			 live->function_room) = (struct sampler_function){
			.start = start,
			.end = start + function.point_words * 8,
			.name = made_name((struct cursor){at, at + function.description_size})};
	}
}

void sampler_functions_add(struct sampler_live *live, const struct sampler_extent *module)
{
	uint64_t bytes = module->head.bytes;
	if (bytes < sizeof(struct memprof_module) || bytes > MODULE_MOST)
		return;
	unsigned char *payload = malloc(bytes);
	if (payload && pread(live->fd, payload, bytes, (off_t)module->payload) == (ssize_t)bytes)
		take(live, payload, bytes);
	free(payload);
	qsort(live->functions, live->function_count, sizeof *live->functions, by_start);
}

const struct sampler_function *sampler_functions_find(const struct sampler_live *live,
						      uint64_t record)
{
	uint64_t address = MEMCC_POINT_ADDRESS(record);
	size_t low = 0, high = live->function_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (live->functions[middle].end <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < live->function_count && live->functions[low].start <= address)
		return &live->functions[low];
	return NULL;
}
