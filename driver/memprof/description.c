/* description.c - see description.h. Believes nothing: each number is bounded before it sizes or
 * indexes anything, and no list may claim more entries than there are bytes left for it. */
#include "description.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "abi.h"
#include "common.h"
#include "profile.h"

struct reader {
	const unsigned char *at, *end;
	const char *error;
};

static uint64_t fail(struct reader *r, const char *error)
{
	if (!r->error)
		r->error = error;
	r->at = r->end;
	return 0;
}

static uint64_t number(struct reader *r)
{
	uint64_t value = 0;
	for (unsigned shift = 0; r->at < r->end; shift += 7) {
		uint64_t bits = *r->at & 0x7f;
		if (shift > 63 || (shift == 63 && bits > 1))
			return fail(r, "a number has more than 64 bits");
		value |= bits << shift;
		if (!(*r->at++ & 0x80))
			return value;
	}
	return fail(r, "it ends in the middle");
}

static uint32_t number32(struct reader *r)
{
	uint64_t value = number(r);
	return value <= UINT32_MAX ? (uint32_t)value
				   : (uint32_t)fail(r, "a number is out of range");
}

static uint32_t index_below(struct reader *r, uint64_t count, const char *error)
{
	uint64_t value = number(r);
	return value < count ? (uint32_t)value : (uint32_t)fail(r, error);
}

static struct mp_string string(struct reader *r)
{
	uint64_t size = number(r);
	if (size > (uint64_t)(r->end - r->at)) {
		fail(r, "a string is longer than what is left");
		return (struct mp_string){"", 0};
	}
	struct mp_string s = {(const char *)r->at, (size_t)size};
	const char *zero = memchr(s.text, 0, s.size);
	if (zero)
		s.size = (size_t)(zero - s.text);
	r->at += size;
	return s;
}

static uint64_t fixed64(struct reader *r)
{
	uint64_t value;
	if ((size_t)(r->end - r->at) < sizeof value)
		return fail(r, "it ends in the middle");
	memcpy(&value, r->at, sizeof value);
	r->at += sizeof value;
	return value;
}

/* Number of entries of a list, each of which has at least `least` bytes. */
static size_t list(struct reader *r, size_t least)
{
	uint64_t count = number(r);
	if (count > (uint64_t)(r->end - r->at) / least)
		return fail(r, "a list is longer than what is left");
	return (size_t)count;
}

static void parse_files(struct reader *r, struct mp_description *d)
{
	for (size_t n = list(r, 10); n > 0; n--) {
		struct mp_described_file *file = MP_PUSH(d->files, d->file_count, d->file_room);
		file->path = string(r);
		file->size = number(r);
		file->hash = fixed64(r);
	}
	if (d->file_count == 0)
		fail(r, "it names no file");
}

static void parse_edges(struct reader *r, struct mp_description *d)
{
	for (size_t n = list(r, 3); n > 0; n--) {
		struct mp_described_edge *edge = MP_PUSH(d->edges, d->edge_count, d->edge_room);
		edge->source = index_below(r, d->blocks, "an edge leaves no block");
		edge->target = index_below(r, d->blocks, "an edge enters no block");
		edge->counter = number(r);
	}
}

static void parse_statements(struct reader *r, struct mp_description *d)
{
	for (size_t n = list(r, 8); n > 0; n--) {
		struct mp_described_statement *s =
			MP_PUSH(d->statements, d->statement_count, d->statement_room);
		s->file = index_below(r, d->file_count, "a statement lies in no file");
		s->line = number32(r);
		s->column = number32(r);
		s->kind = number32(r);
		s->block = index_below(r, (uint64_t)d->blocks + 1, "a statement lies in no block");
		s->order = number32(r);
		s->counter = number(r);
		s->point_word = number(r);
	}
}

static void parse_points(struct reader *r, struct mp_description *d)
{
	for (size_t n = list(r, 5); n > 0; n--) {
		struct mp_described_point *p = MP_PUSH(d->points, d->point_count, d->point_room);
		p->statement = index_below(r, d->statement_count, "a point has no statement");
		p->variant =
			index_below(r, MEMCC_POINT_VARIANTS, "a point's variant is out of range");
		p->block = index_below(r, d->blocks, "a point lies in no block");
		p->order = number32(r);
		p->flags = number32(r);
	}
}

/* Blocks without edges take no bytes, but there are never many of them. */
static bool blocks_are_credible(uint32_t blocks, size_t size)
{
	return blocks / 8 <= size;
}

static void parse_head(struct reader *r, struct mp_description *d)
{
	d->file_count = d->edge_count = d->statement_count = d->point_count = 0;
	if (number(r) != MEMPROF_DESC_VERSION)
		fail(r, "its version is not 1");
	d->flags = number32(r);
	d->name = string(r);
	d->symbol = string(r);
	d->directory = string(r);
	d->compiler = string(r);
	parse_files(r, d);
	d->file = index_below(r, d->file_count, "its own file is not listed");
	d->line = number32(r);
	d->column = number32(r);
	d->last_line = number32(r);
	d->blocks = number32(r);
}

const char *mp_description_head(struct mp_description *d, const void *bytes, size_t size)
{
	struct reader r = {bytes, (const unsigned char *)bytes + size, NULL};
	parse_head(&r, d);
	return r.error;
}

const char *mp_description_parse(struct mp_description *d, const void *bytes, size_t size)
{
	struct reader r = {bytes, (const unsigned char *)bytes + size, NULL};
	parse_head(&r, d);
	if (r.error)
		return r.error;
	if (!blocks_are_credible(d->blocks, size))
		return "it claims too many blocks";
	parse_edges(&r, d);
	parse_statements(&r, d);
	parse_points(&r, d);
	return r.error;
}

void mp_description_free(struct mp_description *d)
{
	free(d->files);
	free(d->edges);
	free(d->statements);
	free(d->points);
	*d = (struct mp_description){0};
}
