/* make_profile.c - writes a made-up profile: make_profile SCENARIO FILE. Each scenario is one
 * situation that the reader has to get right; the figures are simple enough to check by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "profile_writer.h"

enum { LINE_HEAD, LINE_INIT, LINE_COND, LINE_MALLOC, LINE_NEXT, LINE_LINK, LINE_STEP, LINE_RETURN };

static const struct pw_home build_home = {"list.c", 6, 14, 15};

/* build() of sources/list.c as a compiler would describe it. */
static int describe_build(struct pw *p)
{
	int f = pw_function(p, "build", build_home, 6, 0);
	pw_edge(p, f, 0, 2, -1);
	pw_edge(p, f, 2, 3, -1);
	pw_edge(p, f, 3, 4, 0);
	pw_edge(p, f, 4, 3, -1);
	pw_edge(p, f, 3, 5, 1);
	pw_edge(p, f, 5, 1, -1);
	pw_statement(p, f, "list.c", 8, 15, MEMPROF_STATEMENT_DECLARATION, 2, 0, -1, 0);
	pw_statement(p, f, "list.c", 9, 11, MEMPROF_STATEMENT_INIT, 2, 1, -1, 0);
	pw_statement(p, f, "list.c", 9, 18, MEMPROF_STATEMENT_LOOP, 3, 0, -1, 0);
	int call = pw_statement(p, f, "list.c", 10, 16, MEMPROF_STATEMENT_DECLARATION, 4, 0, -1, 1);
	pw_statement(p, f, "list.c", 11, 3, MEMPROF_STATEMENT_PLAIN, 4, 1, -1, 0);
	pw_statement(p, f, "list.c", 12, 3, MEMPROF_STATEMENT_PLAIN, 4, 2, -1, 0);
	pw_statement(p, f, "list.c", 9, 25, MEMPROF_STATEMENT_STEP, 4, 3, -1, 0);
	pw_statement(p, f, "list.c", 14, 2, MEMPROF_STATEMENT_RETURN, 5, 0, -1, 0);
	pw_point(p, f, call, 0, 4, 1, 0);
	return f;
}

/* One call of build(3) by a program with 100 bytes of its own. */
static void run_build(struct pw *p, int thread, int f)
{
	pw_count(p, thread, f, 0, 3);
	pw_count(p, thread, f, 1, 1);
	struct memprof_slot *slot = pw_slot(p, thread, f, LINE_MALLOC);
	slot->allocs = slot->intervals = 3;
	slot->allocated = 24;
	slot->mem_max = 124;
	slot->peak = 8;
}

static void run_outside(struct pw *p, int thread, uint64_t bytes)
{
	struct memprof_slot *slot = pw_slot(p, thread, -1, 0);
	slot->allocs++;
	slot->allocated += bytes;
}

static int main_thread(struct pw *p)
{
	int thread = pw_thread(p, 1000, "example", 1);
	run_outside(p, thread, 100);
	pw_thread_record(p, thread)->live = 124;
	return thread;
}

static struct pw *start(void)
{
	struct pw *p = pw_new();
	pw_meta(p, "argument", "./example");
	pw_meta(p, "argument", "two words");
	return p;
}

static struct pw *list(void)
{
	struct pw *p = start();
	int f = describe_build(p);
	pw_entered(p, f, 100);
	run_build(p, main_thread(p), f);
	pw_header(p)->peak = 124;
	return p;
}

/* Killed in the second malloc of build(3): 8 bytes are charged, and the interval is open. */
static struct pw *killed(void)
{
	struct pw *p = start();
	int f = describe_build(p);
	pw_header(p)->end = MEMPROF_END_NONE;
	pw_header(p)->end_ns = 0;
	pw_header(p)->peak = 108;
	pw_entered(p, f, 100);
	int t = main_thread(p);
	pw_thread_record(p, t)->live = 108; /* lags by the event in which it was killed */
	pw_count(p, t, f, 0, 2);
	struct memprof_slot *slot = pw_slot(p, t, f, LINE_MALLOC);
	slot->allocs = 2;
	slot->allocated = 16;
	slot->intervals = 1;
	slot->mem_max = 108;
	slot->peak = 8;
	pw_open(p, t, f, LINE_MALLOC, 0, pw_slot_address(p, t, f, LINE_MALLOC), 108, 116);
	return p;
}

/* build(3), and one of its nodes is being freed outside: freed is stored, freed_own is not yet. */
static struct pw *cut_free(void)
{
	struct pw *p = list();
	pw_header(p)->end = MEMPROF_END_NONE;
	struct memprof_slot *outside = pw_slot(p, 0, -1, 0);
	outside->frees = 1;
	outside->freed = 8;
	pw_thread_record(p, 0)->freeing = pw_slot_address(p, 0, 0, LINE_MALLOC);
	return p;
}

/* Five calls of build(1): two come back, two are left by longjmp out of malloc, one is open. */
static struct pw *abandoned(void)
{
	struct pw *p = killed();
	pw_count(p, 0, 0, 0, 5);
	pw_count(p, 0, 0, 1, 2);
	pw_abandon(p, 0, 0, LINE_MALLOC, 0, 2);
	return p;
}

/* A statement whose calls stand in two blocks, and one that never returns (flag 1):
 *   block 2: `if`, first call of `x`; then 3: its second call; 4: `fail()`; 5: last statement. */
static struct pw *variants(void)
{
	struct pw *p = start();
	int f = pw_function(p, "twice", (struct pw_home){"gone.c", 10, 5, 20}, 6, 0);
	pw_edge(p, f, 0, 2, 0);
	pw_edge(p, f, 2, 3, -1);
	pw_edge(p, f, 2, 4, 1);
	pw_edge(p, f, 3, 5, -1);
	pw_edge(p, f, 4, 1, -1);
	pw_edge(p, f, 5, 1, -1);
	int x = pw_statement(p, f, "gone.c", 12, 2, MEMPROF_STATEMENT_IF, 2, 0, -1, 3);
	int fail = pw_statement(p, f, "gone.c", 14, 2, MEMPROF_STATEMENT_PLAIN, 4, 0, -1, 1);
	pw_statement(p, f, "gone.c", 15, 2, MEMPROF_STATEMENT_PLAIN, 3, 0, -1, 0);
	pw_statement(p, f, "gone.c", 18, 2, MEMPROF_STATEMENT_RETURN, 5, 0, -1, 0);
	pw_point(p, f, x, 0, 2, 1, 0);
	pw_point(p, f, x, 2, 3, 0, 0);
	pw_point(p, f, x, 3, 5, 0, 0);
	pw_point(p, f, fail, 0, 4, 1, 1);
	pw_entered(p, f, 0);
	int t = pw_thread(p, 1, "example", 1);
	pw_count(p, t, f, 0, 20);
	pw_count(p, t, f, 1, 4);
	pw_abandon(p, t, f, x, 0, 3);
	pw_abandon(p, t, f, x, 2, 2);
	pw_abandon(p, t, f, x, 3, 1);
	pw_abandon(p, t, f, fail, 0, 4);
	return p;
}

/* Two threads; the second frees what the first had allocated. */
static struct pw *threads(void)
{
	struct pw *p = list();
	int t = pw_thread(p, 1001, "worker", 2);
	pw_thread_record(p, t)->threads = 3;
	pw_thread_record(p, t)->live = 16;
	pw_count(p, t, 0, 0, 5);
	pw_count(p, t, 0, 1, 2);
	struct memprof_slot *slot = pw_slot(p, t, 0, LINE_MALLOC);
	slot->allocs = slot->intervals = 5;
	slot->allocated = 40;
	slot->mem_max = 164;
	slot->peak = 8;
	slot->freed_own = 24; /* nodes of this line, whoever allocated them */
	slot = pw_slot(p, t, -1, 0);
	slot->frees = 3;
	slot->freed = 24;
	pw_header(p)->peak = 164;
	return p;
}

/* A function of a header in two units, and a template for two types. */
static struct pw *units(void)
{
	static const char *const names[] = {"helper", "helper", "box<int>::push(int)",
					    "box<char>::push(char)"};
	struct pw *p = start();
	for (int i = 0; i < 4; i++) {
		struct pw_home home = {"gone.h", i < 2 ? 3 : 7, 5, i < 2 ? 5 : 9};
		int f = pw_function(p, names[i], home, 3, 0);
		pw_edge(p, f, 0, 2, 0);
		pw_edge(p, f, 2, 1, -1);
		/* Two statements of one home, as out of a macro; the last type has one more. */
		pw_statement(p, f, "gone.h", home.line + 1, 2, 0, 2, 0, -1, 0);
		pw_statement(p, f, "gone.h", home.line + 1, 2, 0, 2, 1, -1, 0);
		if (i == 3)
			pw_statement(p, f, "gone.h", home.line + 2, 2, 0, 2, 2, -1, 0);
		pw_entered(p, f, 0);
	}
	int t = pw_thread(p, 1, "example", 1);
	for (int i = 0; i < 4; i++)
		pw_count(p, t, i, 0, (uint64_t)(i + 1));
	return p;
}

static struct pw *included(void)
{
	struct pw *p = start();
	int f = pw_function(p, "host", (struct pw_home){"host.c", 1, 6, 6}, 3, 0);
	pw_edge(p, f, 0, 2, 0);
	pw_edge(p, f, 2, 1, -1);
	int a = pw_statement(p, f, "body.inc", 1, 2, 0, 2, 0, -1, 1);
	int b = pw_statement(p, f, "body.inc", 3, 2, 0, 2, 1, -1, 1);
	int c = pw_statement(p, f, "host.c", 5, 2, 0, 2, 2, -1, 1);
	pw_entered(p, f, 0);
	int t = pw_thread(p, 1, "example", 1);
	pw_count(p, t, f, 0, 1);
	struct memprof_slot *slot = pw_slot(p, t, f, a);
	slot->allocs = slot->intervals = 1;
	slot->allocated = slot->freed_own = 5;
	slot->mem_max = slot->peak = 5;
	slot = pw_slot(p, t, f, b);
	slot->allocs = slot->intervals = 1;
	slot->allocated = 7;
	slot->peak = 7;
	slot->mem_max = 12;
	slot = pw_slot(p, t, f, c);
	slot->frees = slot->intervals = 1;
	slot->freed = 5;
	slot->mem_max = 7;
	pw_thread_record(p, t)->live = 7;
	pw_header(p)->peak = 12;
	return p;
}

/* `count` functions with `statements` statements each, the i-th called i times. */
static struct pw *many(int count, int statements)
{
	struct pw *p = start();
	for (int i = 0; i < count; i++) {
		char *name = malloc(32);
		snprintf(name, 32, "function_%d", i);
		struct pw_home home = {"gone.c", (uint32_t)(i * (statements + 3) + 1), 5,
				       (uint32_t)(i * (statements + 3) + statements + 2)};
		int f = pw_function(p, name, home, 3, 0);
		pw_edge(p, f, 0, 2, 0);
		pw_edge(p, f, 2, 1, -1);
		for (int k = 0; k < statements; k++)
			pw_statement(p, f, "gone.c", home.line + 1 + (uint32_t)k, 2, 0, 2,
				     (uint32_t)k, -1, 1);
		if (i > 0)
			pw_entered(p, f, 0);
	}
	int t = pw_thread(p, 1, "example", 1);
	int64_t live = 0;
	for (int i = 1; i < count; i++) {
		pw_count(p, t, i, 0, (uint64_t)i);
		for (int k = 0; k < statements; k++) {
			struct memprof_slot *slot = pw_slot(p, t, i, k);
			slot->allocs = slot->intervals = (uint64_t)i;
			slot->allocated = (uint64_t)i * 10;
			slot->peak = slot->mem_max = i * 10;
			live += i * 10;
		}
	}
	pw_thread_record(p, t)->live = live;
	pw_header(p)->peak = live;
	return p;
}

static struct pw *dozen(void)
{
	return many(13, 1);
}

static struct pw *large(void)
{
	return many(1001, 100);
}

/* Sizes from one byte to 20 GiB, and what shrinks. */
static struct pw *sizes(void)
{
	static const int64_t sizes[] = {1, -1, 999999999, 1000000000, 21474836480, -21474836480};
	struct pw *p = start();
	int f = pw_function(p, "sizes", (struct pw_home){"gone.c", 1, 5, 9}, 3, 0);
	pw_edge(p, f, 0, 2, 0);
	pw_edge(p, f, 2, 1, -1);
	for (int i = 0; i < 6; i++)
		pw_statement(p, f, "gone.c", (uint32_t)i + 2, 2, 0, 2, (uint32_t)i, -1, 1);
	pw_entered(p, f, 0);
	int t = pw_thread(p, 1, "example", 1);
	pw_count(p, t, f, 0, 1);
	for (int i = 0; i < 6; i++) {
		struct memprof_slot *slot = pw_slot(p, t, f, i);
		slot->mem_max = slot->peak = sizes[i];
		slot->intervals = 1;
		slot->allocated = sizes[i] > 0 ? (uint64_t)sizes[i] : 0;
		slot->freed = sizes[i] < 0 ? (uint64_t)-sizes[i] : 0;
	}
	return p;
}

static struct pw *losses(void)
{
	struct pw *p = list();
	struct memprof_header *header = pw_header(p);
	header->foreign_frees = 1;
	header->reentered = 2;
	header->lost_areas = 3;
	header->lost_slots = 4;
	header->stopped_ns = header->start_ns + 250000000;
	header->parent_pid = 999;
	header->inherited = 50;
	header->metric = MEMPROF_METRIC_USABLE;
	header->end = MEMPROF_END_QUICK;
	header->end_status = 3;
	return p;
}

static struct pw *fails_totals(void)
{
	struct pw *p = list();
	pw_thread_record(p, 0)->live = 125;
	pw_slot(p, 0, 0, LINE_MALLOC)->freed_own = 1;
	pw_header(p)->peak = 123;
	return p;
}

static struct pw *fails_flow(void)
{
	struct pw *p = list();
	pw_abandon(p, 0, 0, LINE_MALLOC, 0, 9);
	return p;
}

static struct pw *fails_structure(void)
{
	struct pw *p = killed();
	pw_slot(p, 0, 0, LINE_MALLOC)->up = 12345;
	pw_thread_record(p, 0)->open += 8;
	return p;
}

/* outer() calls rec() twice over: rec's line 12 allocates 10 and calls itself, its line 13 frees
 * 3, at every depth of three. Each context has a slot; repetitions hang on the outermost. */
static struct pw *recursion(void)
{
	struct pw *p = start();
	int outer = pw_function(p, "outer", (struct pw_home){"gone.c", 1, 5, 4}, 3, 0);
	int rec = pw_function(p, "rec", (struct pw_home){"gone.c", 10, 5, 14}, 3, 0);
	for (int f = outer; f <= rec; f++) {
		pw_edge(p, f, 0, 2, 0);
		pw_edge(p, f, 2, 1, -1);
	}
	int call = pw_statement(p, outer, "gone.c", 2, 2, 0, 2, 0, -1, 1);
	int alloc = pw_statement(p, rec, "gone.c", 12, 2, 0, 2, 0, -1, 1);
	int release = pw_statement(p, rec, "gone.c", 13, 2, 0, 2, 1, -1, 1);
	pw_entered(p, outer, 0);
	pw_entered(p, rec, 0);
	int t = pw_thread(p, 1, "example", 1);
	pw_count(p, t, outer, 0, 1);
	pw_count(p, t, rec, 0, 3);
	uint64_t in_call = pw_slot_address(p, t, outer, call);
	struct memprof_slot *slot = pw_slot_in(p, t, rec, alloc, in_call);
	/* Slot 0 is outside, 1 is the call, 2 the outermost rec. */
	uint64_t in_alloc = in_call + sizeof *slot;
	slot->allocs = slot->intervals = 1;
	slot->allocated = 10;
	slot->freed_own = 9;
	slot->mem_max = 24;
	slot->peak = 30;
	slot = pw_slot_in(p, t, rec, alloc, in_alloc);
	slot->allocs = slot->intervals = 2;
	slot->allocated = 20;
	slot->mem_max = 27;
	slot->peak = 20;
	slot = pw_slot_in(p, t, rec, release, in_alloc);
	slot->frees = slot->intervals = 2;
	slot->freed = 6;
	slot->mem_max = 27;
	slot = pw_slot_in(p, t, rec, release, in_call);
	slot->frees = slot->intervals = 1;
	slot->freed = 3;
	slot->mem_max = 21;
	pw_thread_record(p, t)->live = 21;
	pw_header(p)->peak = 30;
	return p;
}

static struct pw *source_changed(void)
{
	struct pw *p = list();
	pw_hash_file(p, 0, "list.c", 1234, 5678);
	return p;
}

static struct pw *nothing(void)
{
	struct pw *p = start();
	pw_header(p)->flags |= MEMPROF_FLAG_NOTHING;
	run_outside(p, pw_thread(p, 1, "example", 1), 5);
	pw_thread_record(p, 0)->live = 5;
	pw_header(p)->peak = 5;
	return p;
}

/* A name full of what terminals and JSON dislike. */
static struct pw *odd_names(void)
{
	struct pw *p = pw_new();
	pw_meta(p, "argument", "a\033[2Jb");
	pw_meta(p, "argument", "\xff\xfe\xc3\xa9\"\\\t");
	int f = pw_function(p, "f\033]0;x\007\"", (struct pw_home){"go,ne\n.c", 1, 5, 3}, 3, 0);
	pw_edge(p, f, 0, 2, 0);
	pw_edge(p, f, 2, 1, -1);
	pw_statement(p, f, "go,ne\n.c", 2, 2, 99, 2, 0, -1, 0);
	pw_entered(p, f, 0);
	pw_mark(p, 1700000000500000000u, 1, 77, "half way");
	pw_count(p, pw_thread(p, 1, "t\033", 1), f, 0, 1);
	return p;
}

/* Each statement counted on its own, as -fmemprof-mode=calls does where flow cannot. */
static struct pw *direct(void)
{
	struct pw *p = start();
	int f = pw_function(p, "direct", (struct pw_home){"gone.c", 1, 5, 4}, 0,
			    MEMPROF_DESC_DIRECT | MEMPROF_DESC_CALLS);
	pw_statement(p, f, "gone.c", 2, 2, 0, -1, 0, 1, 0);
	pw_statement(p, f, "gone.c", 3, 2, 0, -1, 0, 2, 0);
	pw_entered(p, f, 0);
	int t = pw_thread(p, 1, "example", 1);
	for (int i = 0; i < 3; i++)
		pw_count(p, t, f, i, (uint64_t)(7 - i));
	return p;
}

static const struct {
	const char *name;
	struct pw *(*make)(void);
} scenarios[] = {
	{"list", list},
	{"killed", killed},
	{"cut_free", cut_free},
	{"abandoned", abandoned},
	{"variants", variants},
	{"threads", threads},
	{"units", units},
	{"included", included},
	{"dozen", dozen},
	{"large", large},
	{"sizes", sizes},
	{"losses", losses},
	{"fails_totals", fails_totals},
	{"fails_flow", fails_flow},
	{"fails_structure", fails_structure},
	{"recursion", recursion},
	{"source_changed", source_changed},
	{"nothing", nothing},
	{"odd_names", odd_names},
	{"direct", direct},
};

/* Damage done to `list` once its bytes are there: an offset in the header and a value. */
static const struct {
	const char *name;
	size_t offset, size;
	uint64_t value;
} damages[] = {
	{"bad_magic", offsetof(struct memprof_header, magic), 8, 0x20796d2065657340},
	{"half_begun", offsetof(struct memprof_header, magic), 8, 0},
	{"bad_version", offsetof(struct memprof_header, version), 4, 1},
	{"bad_endian", offsetof(struct memprof_header, endian), 8, 0x0807060504030201},
	{"odd_endian", offsetof(struct memprof_header, endian), 8, 7},
	{"bad_word_size", offsetof(struct memprof_header, word_size), 4, 4},
	{"bad_page_size", offsetof(struct memprof_header, page_size), 4, 16384},
	{"bad_metric", offsetof(struct memprof_header, metric), 4, 77},
	{"cut", offsetof(struct memprof_header, file_size), 8, 1 << 20},
};

static char *make(const char *name, size_t *size)
{
	for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
		if (strcmp(scenarios[i].name, name) == 0)
			return pw_finish(scenarios[i].make(), size);
	for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
		if (strcmp(damages[i].name, name) != 0)
			continue;
		char *bytes = pw_finish(list(), size);
		memcpy(bytes + damages[i].offset, &damages[i].value, damages[i].size);
		return bytes;
	}
	if (strcmp(name, "not_begun") == 0) {
		char *bytes = pw_finish(list(), size);
		memset(bytes, 0, *size);
		return bytes;
	}
	return NULL;
}

#ifndef MAKE_PROFILE_NO_MAIN
int main(int argc, char **argv)
{
	size_t size;
	char *bytes = argc == 3 ? make(argv[1], &size) : NULL;
	FILE *file = bytes ? fopen(argv[2], "wb") : NULL;
	if (!file) {
		fprintf(stderr, "make_profile: no scenario, or it cannot be written\n");
		return 1;
	}
	fwrite(bytes, 1, size, file);
	free(bytes);
	return fclose(file) != 0;
}
#endif
