/* profile_writer.c - see profile_writer.h. */
#include "profile_writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define MOST_THREADS 64
#define MOST_SLOTS 256   /* small threads'; large profiles have as many as statements */
#define MOST_RECORDS 512 /* one page */
#define DATA 0x400000u   /* static address of the module's data */
#define BLOCK_WORDS 2    /* the thread's top and dirty stand at its start */
#define MODULE 7u        /* its id */

struct bytes {
	unsigned char *data;
	size_t size, room;
};

struct writer_statement {
	uint32_t word, words;
};

struct writer_function {
	const char *name;
	struct pw_home home;
	uint32_t blocks, flags;
	struct {
		const char *path;
		uint64_t size, hash;
	} files[8];
	size_t file_count;
	struct bytes edges, statements, points;
	size_t edge_count, statement_count, point_count;
	struct writer_statement *places;
	uint64_t counters, words; /* how many */
	uint64_t entered;
	int64_t entry_bytes;
	uint64_t counter_offset, point_offset; /* in the data section, bytes */
};

struct writer_thread {
	struct memprof_thread record;
	uint64_t *copy;
	struct memprof_slot *slots;
	size_t slot_count;
	uint64_t *records;
	struct memprof_frame *frames;
	size_t top;
};

struct pw {
	struct memprof_header header;
	struct bytes meta, marks;
	struct writer_function *functions;
	size_t function_count, slot_room;
	uint64_t data_size; /* 0: functions are not fixed yet */
	struct writer_thread threads[MOST_THREADS];
	size_t thread_count;
};

static void add(struct bytes *b, const void *data, size_t size)
{
	if (b->size + size > b->room) {
		b->room = (b->size + size) * 2;
		b->data = realloc(b->data, b->room);
	}
	if (size)
		memcpy(b->data + b->size, data, size);
	b->size += size;
}

static void add_number(struct bytes *b, uint64_t value)
{
	do {
		unsigned char byte = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);
		add(b, &byte, 1);
		value >>= 7;
	} while (value);
}

static void add_string(struct bytes *b, const char *text)
{
	add_number(b, strlen(text));
	add(b, text, strlen(text));
}

struct pw *pw_new(void)
{
	struct pw *p = calloc(1, sizeof *p);
	p->header = (struct memprof_header){
		.version = MEMPROF_VERSION,
		.header_size = sizeof p->header,
		.endian = MEMPROF_ENDIAN,
		.word_size = 8,
		.page_size = MEMPROF_PAGE,
		.pid = 0x7fffffff, /* no such process */
		.end = MEMPROF_END_EXIT,
		.start_ns = 1700000000000000000u,
		.end_ns = 1700000001500000000u,
	};
	memcpy(p->header.magic, MEMPROF_MAGIC, sizeof p->header.magic);
	pw_meta(p, "program", "/usr/bin/example");
	return p;
}

struct memprof_header *pw_header(struct pw *p)
{
	return &p->header;
}

void pw_meta(struct pw *p, const char *key, const char *value)
{
	add(&p->meta, key, strlen(key) + 1);
	add(&p->meta, value, strlen(value) + 1);
}

void pw_mark(struct pw *p, uint64_t time_ns, uint32_t tid, int64_t memory, const char *name)
{
	struct memprof_mark mark = {.time_ns = time_ns, .tid = tid, .memory = memory};
	strncpy(mark.name, name, sizeof mark.name - 1);
	add(&p->marks, &mark, sizeof mark);
}

/* ---- functions ------------------------------------------------------------------------------- */

static uint32_t file_index(struct writer_function *f, const char *path)
{
	for (size_t i = 0; i < f->file_count; i++)
		if (strcmp(f->files[i].path, path) == 0)
			return (uint32_t)i;
	assert(f->file_count < 8);
	f->files[f->file_count].path = path;
	return (uint32_t)f->file_count++;
}

int pw_function(struct pw *p, const char *name, struct pw_home home, uint32_t blocks,
		uint32_t flags)
{
	assert(p->data_size == 0);
	p->functions = realloc(p->functions, (p->function_count + 1) * sizeof *p->functions);
	struct writer_function *f = &p->functions[p->function_count];
	*f = (struct writer_function){
		.name = name, .home = home, .blocks = blocks, .flags = flags, .words = 1};
	file_index(f, home.file);
	return (int)p->function_count++;
}

void pw_hash_file(struct pw *p, int function, const char *file, uint64_t size, uint64_t hash)
{
	struct writer_function *f = &p->functions[function];
	uint32_t i = file_index(f, file);
	f->files[i].size = size;
	f->files[i].hash = hash;
}

static void use_counter(struct writer_function *f, int counter)
{
	if (counter >= 0 && f->counters <= (uint64_t)counter)
		f->counters = (uint64_t)counter + 1;
}

void pw_edge(struct pw *p, int function, uint32_t source, uint32_t target, int counter)
{
	struct writer_function *f = &p->functions[function];
	add_number(&f->edges, source);
	add_number(&f->edges, target);
	add_number(&f->edges, (uint64_t)(counter + 1));
	use_counter(f, counter);
	f->edge_count++;
}

int pw_statement(struct pw *p, int function, const char *file, uint32_t line, uint32_t column,
		 uint32_t kind, int block, uint32_t order, int counter, uint32_t words)
{
	struct writer_function *f = &p->functions[function];
	add_number(&f->statements, file_index(f, file));
	add_number(&f->statements, line);
	add_number(&f->statements, column);
	add_number(&f->statements, kind);
	add_number(&f->statements, (uint64_t)(block + 1));
	add_number(&f->statements, order);
	add_number(&f->statements, (uint64_t)(counter + 1));
	add_number(&f->statements, words ? f->words : 0);
	use_counter(f, counter);
	f->places = realloc(f->places, (f->statement_count + 1) * sizeof *f->places);
	f->places[f->statement_count] = (struct writer_statement){(uint32_t)f->words, words};
	f->words += words;
	return (int)f->statement_count++;
}

void pw_point(struct pw *p, int function, int statement, uint32_t variant, uint32_t block,
	      uint32_t order, uint32_t flags)
{
	struct writer_function *f = &p->functions[function];
	add_number(&f->points, (uint64_t)statement);
	add_number(&f->points, variant);
	add_number(&f->points, block);
	add_number(&f->points, order);
	add_number(&f->points, flags);
	f->point_count++;
}

void pw_entered(struct pw *p, int function, int64_t entry_bytes)
{
	p->functions[function].entered = 1;
	p->functions[function].entry_bytes = entry_bytes;
}

/* ---- threads --------------------------------------------------------------------------------- */

static void fix_functions(struct pw *p)
{
	uint64_t offset = BLOCK_WORDS * 8;
	p->slot_room = MOST_SLOTS;
	for (size_t i = 0; i < p->function_count; i++) {
		struct writer_function *f = &p->functions[i];
		f->counter_offset = offset;
		offset += f->counters * 8;
		f->point_offset = offset = (offset + 15) / 16 * 16;
		offset += f->words * 8;
		p->slot_room += f->statement_count + 1;
	}
	p->data_size = offset;
}

static uint64_t address(int thread, unsigned what)
{
	return 0x100000000000u + ((uint64_t)thread << 36) + ((uint64_t)what << 32);
}

int pw_thread(struct pw *p, uint32_t tid, const char *name, uint32_t state)
{
	if (p->data_size == 0)
		fix_functions(p);
	assert(p->thread_count < MOST_THREADS);
	int index = (int)p->thread_count++;
	struct writer_thread *t = &p->threads[index];
	t->record = (struct memprof_thread){
		.index = (uint32_t)index,
		.state = state,
		.tid = tid,
		.threads = 1,
		.block = address(index, 1),
		.records = address(index, 2),
		.frames = address(index, 3),
		.slots = address(index, 4),
	};
	strncpy(t->record.name, name, sizeof t->record.name - 1);
	t->copy = calloc(p->data_size / 8, 8);
	t->slots = calloc(p->slot_room, sizeof *t->slots);
	t->slots[0].site = MEMPROF_SITE_OUTSIDE;
	t->slot_count = 1;
	t->records = calloc(MOST_RECORDS, sizeof *t->records);
	t->frames = calloc(MOST_RECORDS, sizeof *t->frames);
	return index;
}

struct memprof_thread *pw_thread_record(struct pw *p, int thread)
{
	return &p->threads[thread].record;
}

void pw_count(struct pw *p, int thread, int function, int counter, uint64_t value)
{
	p->threads[thread].copy[p->functions[function].counter_offset / 8 + (uint64_t)counter] =
		value;
}

static uint64_t point_word(const struct pw *p, int function, int statement)
{
	const struct writer_function *f = &p->functions[function];
	return f->point_offset / 8 + (statement < 0 ? 0 : f->places[statement].word);
}

void pw_abandon(struct pw *p, int thread, int function, int statement, uint32_t variant,
		uint32_t count)
{
	uint32_t *halves =
		(uint32_t *)(p->threads[thread].copy + point_word(p, function, statement));
	halves[1 + variant] = count;
}

static size_t slot_index(struct pw *p, int thread, int function, int statement, uint64_t up)
{
	struct writer_thread *t = &p->threads[thread];
	if (function < 0)
		return 0;
	uint64_t site = (uint64_t)MODULE << 32 | point_word(p, function, statement);
	/* Large profiles fill their slots in order: look at the newest first. */
	for (size_t i = t->slot_count; i-- > 0 && t->slot_count - i < 64;)
		if (t->slots[i].site == site && t->slots[i].up == up)
			return i;
	assert(t->slot_count < p->slot_room);
	t->slots[t->slot_count].site = site;
	t->slots[t->slot_count].up = up;
	return t->slot_count++;
}

struct memprof_slot *pw_slot_in(struct pw *p, int thread, int function, int statement, uint64_t up)
{
	return &p->threads[thread].slots[slot_index(p, thread, function, statement, up)];
}

struct memprof_slot *pw_slot(struct pw *p, int thread, int function, int statement)
{
	return pw_slot_in(p, thread, function, statement, 0);
}

uint64_t pw_slot_address(struct pw *p, int thread, int function, int statement)
{
	return address(thread, 4) +
	       slot_index(p, thread, function, statement, 0) * sizeof(struct memprof_slot);
}

void pw_open(struct pw *p, int thread, int function, int statement, uint32_t variant, uint64_t slot,
	     int64_t base, int64_t high)
{
	struct writer_thread *t = &p->threads[thread];
	assert(t->top + 1 < MOST_RECORDS);
	t->top++;
	t->records[t->top] = (DATA + point_word(p, function, statement) * 8) | (uint64_t)variant
										       << 48;
	if (!slot)
		return;
	t->records[t->top] |= 1;
	t->frames[t->top] =
		(struct memprof_frame){.slot = slot, .records = 1, .base = base, .high = high};
	t->record.open = address(thread, 2) + t->top * 8;
}

/* ---- the file -------------------------------------------------------------------------------- */

static void pad(struct bytes *file, size_t boundary)
{
	static const unsigned char zeros[MEMPROF_PAGE];
	size_t rest = file->size % boundary;
	if (rest)
		add(file, zeros, boundary - rest);
}

static void add_extent(struct bytes *file, struct memprof_extent head, const void *data,
		       size_t size)
{
	size_t payload = head.address ? MEMPROF_PAGE : sizeof head;
	head.magic = MEMPROF_EXTENT_MAGIC;
	head.payload = payload;
	head.bytes = size;
	head.size = (payload + size + MEMPROF_PAGE - 1) / MEMPROF_PAGE * MEMPROF_PAGE;
	add(file, &head, sizeof head);
	pad(file, payload);
	add(file, data, size);
	pad(file, MEMPROF_PAGE);
}

static struct bytes describe(const struct writer_function *f)
{
	struct bytes d = {0};
	add_number(&d, MEMPROF_DESC_VERSION);
	add_number(&d, f->flags);
	add_string(&d, f->name);
	add_string(&d, f->name);
	add_string(&d, "/nowhere/src");
	add_string(&d, "by hand");
	add_number(&d, f->file_count);
	for (size_t i = 0; i < f->file_count; i++) {
		add_string(&d, f->files[i].path);
		add_number(&d, f->files[i].size);
		add(&d, &f->files[i].hash, 8);
	}
	add_number(&d, 0);
	add_number(&d, f->home.line);
	add_number(&d, f->home.column);
	add_number(&d, f->home.last_line);
	add_number(&d, f->blocks);
	add_number(&d, f->edge_count);
	add(&d, f->edges.data, f->edges.size);
	add_number(&d, f->statement_count);
	add(&d, f->statements.data, f->statements.size);
	add_number(&d, f->point_count);
	add(&d, f->points.data, f->points.size);
	return d;
}

static struct bytes module_payload(const struct pw *p)
{
	static const char name[] = "/usr/bin/example";
	struct memprof_module head = {
		.id = MODULE,
		.function_count = (uint32_t)p->function_count,
		.data_start = DATA,
		.data_size = p->data_size,
		.name_offset = sizeof head + p->function_count * sizeof(struct memprof_function),
		.name_size = sizeof name - 1,
	};
	struct bytes module = {0}, rest = {0};
	add(&module, &head, sizeof head);
	add(&rest, name, sizeof name);
	for (size_t i = 0; i < p->function_count; i++) {
		const struct writer_function *f = &p->functions[i];
		struct bytes d = describe(f);
		struct memprof_function function = {
			.description_offset = head.name_offset + rest.size,
			.description_size = d.size,
			.counters = f->counter_offset,
			.counter_count = f->counters,
			.points = f->point_offset,
			.point_words = f->words,
			.entered = f->entered,
			.entry_bytes = f->entry_bytes,
		};
		add(&module, &function, sizeof function);
		add(&rest, d.data, d.size);
		free(d.data);
	}
	add(&module, rest.data, rest.size);
	free(rest.data);
	return module;
}

static void add_thread(struct bytes *file, struct pw *p, int index)
{
	struct writer_thread *t = &p->threads[index];
	uint32_t thread = t->record.index;
	t->copy[0] = address(index, 2) + t->top * 8;
	add_extent(file, (struct memprof_extent){.kind = MEMPROF_THREAD, .thread = thread},
		   &t->record, sizeof t->record);
	add_extent(file,
		   (struct memprof_extent){.kind = MEMPROF_COPY,
					   .thread = thread,
					   .module = MODULE,
					   .address = address(index, 1)},
		   t->copy, p->data_size);
	add_extent(file,
		   (struct memprof_extent){
			   .kind = MEMPROF_SLOTS, .thread = thread, .address = address(index, 4)},
		   t->slots, t->slot_count * sizeof *t->slots);
	if (t->top) {
		add_extent(file,
			   (struct memprof_extent){.kind = MEMPROF_RECORDS,
						   .thread = thread,
						   .address = address(index, 2)},
			   t->records, (t->top + 1) * 8);
		add_extent(file,
			   (struct memprof_extent){.kind = MEMPROF_FRAMES,
						   .thread = thread,
						   .address = address(index, 3)},
			   t->frames, (t->top + 1) * sizeof *t->frames);
	}
	free(t->copy);
	free(t->slots);
	free(t->records);
	free(t->frames);
}

char *pw_finish(struct pw *p, size_t *size)
{
	struct bytes file = {0};
	if (p->data_size == 0)
		fix_functions(p);
	add(&file, &p->header, sizeof p->header);
	pad(&file, MEMPROF_PAGE);
	add_extent(&file, (struct memprof_extent){.kind = MEMPROF_META}, p->meta.data,
		   p->meta.size);
	struct bytes module = module_payload(p);
	add_extent(&file, (struct memprof_extent){.kind = MEMPROF_MODULE, .module = MODULE},
		   module.data, module.size);
	free(module.data);
	for (size_t i = 0; i < p->thread_count; i++)
		add_thread(&file, p, (int)i);
	if (p->marks.size)
		add_extent(&file, (struct memprof_extent){.kind = MEMPROF_MARKS}, p->marks.data,
			   p->marks.size);
	if (p->header.file_size == 0)
		((struct memprof_header *)file.data)->file_size = file.size;
	for (size_t i = 0; i < p->function_count; i++) {
		free(p->functions[i].edges.data);
		free(p->functions[i].statements.data);
		free(p->functions[i].points.data);
		free(p->functions[i].places);
	}
	free(p->functions);
	free(p->meta.data);
	free(p->marks.data);
	free(p);
	*size = file.size;
	return (char *)file.data;
}
