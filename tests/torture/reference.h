/* reference.h - the semantics, written down a second time and as simply as can be: what a generated
 * program includes when it counts itself. Every boundary is a call, every interval is closed where
 * it ends, every open interval sees every byte. Slow, and that is the point. At the end one line
 * per statement and per function is printed; run compares them with memprof's. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS = 4000, FUNCTIONS = 100 };

struct figures {
	long occurrences, increment, peak, allocs, allocated, frees, freed, retained, open;
};

/* One activation. `at` is its open statement, 0 before the first. */
struct frame {
	struct frame *up;
	int function, at, outer, outer_activation;
	long base, high, entry;
};

struct block {
	long size;
	int at;
	int pad;
};

static struct figures statement[STATEMENTS], function[FUNCTIONS];
static struct frame *top, *ref_owner[8]; /* of each jmp_buf */
static long live;

static void ref_close(struct frame *frame)
{
	struct figures *figures = &statement[frame->at];

	if (!frame->at)
		return;
	figures->open--;
	if (frame->outer)
		figures->increment += live - frame->base;
	if (frame->high - frame->base > figures->peak)
		figures->peak = frame->high - frame->base;
	frame->at = 0;
}

static void ref_open(struct frame *frame, int at)
{
	ref_close(frame);
	frame->at = at;
	frame->base = frame->high = live;
	frame->outer = statement[at].open++ == 0;
}

/* A boundary. */
static int ref_at(struct frame *frame, int at)
{
	ref_open(frame, at);
	statement[at].occurrences++;
	return 0;
}

static void ref_enter(struct frame *frame, int which)
{
	memset(frame, 0, sizeof *frame);
	frame->up = top;
	frame->function = which;
	frame->entry = live;
	frame->outer_activation = function[which].open++ == 0;
	function[which].occurrences++;
	top = frame;
}

static void ref_leave(struct frame *frame)
{
	struct figures *figures = &function[frame->function];

	ref_close(frame);
	figures->open--;
	if (frame->outer_activation)
		figures->increment += live - frame->entry;
	top = frame->up;
}

/* Control is about to go back to `frame` by longjmp: whatever was called from it is abandoned, and
 * is closed now, while its records still stand on the stack. */
static int ref_reland(struct frame *frame)
{
	while (top != frame)
		ref_leave(top);
	return 0;
}

static void *ref_gain(struct block *block, long size)
{
	struct figures *figures = &statement[top->at];

	block->size = size;
	block->at = top->at;
	figures->allocs++;
	figures->allocated += size;
	figures->retained += size;
	live += size;
	for (struct frame *frame = top; frame; frame = frame->up)
		if (live > frame->high)
			frame->high = live;
	return block + 1;
}

static struct block *ref_lose(void *pointer)
{
	struct block *block = (struct block *)pointer - 1;
	struct figures *figures = &statement[top->at];

	figures->frees++;
	figures->freed += block->size;
	statement[block->at].retained -= block->size;
	live -= block->size;
	return block;
}

static void *ref_malloc(size_t size)
{
	return ref_gain(malloc(sizeof(struct block) + size), (long)size);
}

static void *ref_calloc(size_t count, size_t size)
{
	return ref_gain(calloc(1, sizeof(struct block) + count * size), (long)(count * size));
}

static void *ref_realloc(void *pointer, size_t size)
{
	struct block *block = pointer ? ref_lose(pointer) : NULL;

	return ref_gain(realloc(block, sizeof(struct block) + size), (long)size);
}

static void ref_free(void *pointer)
{
	if (pointer)
		free(ref_lose(pointer));
}

static void ref_print(void)
{
	while (top)
		ref_leave(top);
	for (int i = 0; i < FUNCTIONS; i++)
		if (function[i].occurrences)
			printf("f %d %ld %ld\n", i, function[i].occurrences, function[i].increment);
	for (int i = 1; i < STATEMENTS; i++) {
		struct figures *f = &statement[i];

		if (f->occurrences)
			printf("s %d %ld %ld %ld %ld %ld %ld %ld %ld\n", i, f->occurrences,
			       f->increment, f->peak, f->allocs, f->allocated, f->frees, f->freed,
			       f->retained);
	}
	printf("live %ld\n", live);
}

#define malloc ref_malloc
#define calloc ref_calloc
#define realloc ref_realloc
#define free ref_free
